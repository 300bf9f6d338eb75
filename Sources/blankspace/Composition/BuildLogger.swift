import HTTPAPI
import Logging

func buildLogger(_ settings: Settings, level: Logger.Level? = nil) -> Logger {
    var logger = Logger(label: "blankspace") { label in
        switch settings.logFormat {
        case .console: ConsoleLogHandler()
        case .json: JSONLogHandler(label: label)
        }
    }
    logger.logLevel = level ?? settings.logLevel
    return logger
}
