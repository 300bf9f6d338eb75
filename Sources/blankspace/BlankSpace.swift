import ArgumentParser
import Foundation

@main
struct BlankSpace: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "blankspace",
        abstract: "A self-hosted shopping assistant that knows the shop's own catalogue.",
        discussion: """
            Data goes to standard output, messages and progress to standard error. Exit codes: 0 ok, 64 wrong usage or \
            configuration, 65 bad input data, 69 something needed is unavailable, 70 an internal error.
            """,
        version: version,
        subcommands: [
            UpCommand.self, ServeCommand.self, GatewayCommand.self, IngestCommand.self, SearchCommand.self,
            ChatCommand.self, EvalCommand.self, DoctorCommand.self, HealthcheckCommand.self,
        ])

    static func main() async {
        do {
            var command = try parseAsRoot()
            do {
                if var command = command as? any AsyncParsableCommand {
                    try await command.run()
                } else {
                    try command.run()
                }
                end(0)
            } catch {
                if let failure = CommandFailure(error) { leave(failure) }
                // What the parser throws, such as a request for help, it also knows how to print.
                if exitCode(for: error) != .failure { throw error }
                leave(CommandFailure(.internalError, "\(error)"))
            }
        } catch {
            exit(withError: error)
        }
    }

    private static func leave(_ failure: CommandFailure) -> Never {
        if !failure.message.isEmpty { StandardError.line("blankspace: \(failure.message)") }
        end(failure.code.rawValue)
    }

    /// Without the destructors of native libraries: threads that still load a model would work on what is gone.
    private static func end(_ code: Int32) -> Never {
        fflush(nil)
        _exit(code)
    }
}
