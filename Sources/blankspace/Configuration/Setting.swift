import Foundation

/// One setting of the program: its names, what it may be, and what it means. `Settings.table` lists all of them.
struct Setting: Sendable {
    /// The environment variable.
    let name: String
    /// Its place in the YAML file, parts joined by dots.
    let key: String
    /// What is allowed, in words that follow "give".
    let allowed: String
    /// As text, for documentation; empty where there is none.
    let fallback: String
    let meaning: String
    var isSecret = false
}

/// A value that a setting may not have. One line that names the variable, the value and what is allowed.
struct SettingError: Error, CustomStringConvertible {
    let description: String

    init(_ setting: Setting, _ value: String) {
        let shown = setting.isSecret ? "(secret)" : "\"\(value.printable)\""
        description = "\(setting.name) is \(shown), which is not allowed: give \(setting.allowed)"
    }

    /// - Parameter purpose: what cannot be without the setting.
    init(missing setting: Setting, for purpose: String) {
        description = "\(setting.name) is not set, but needed for \(purpose): give \(setting.allowed)"
    }

    init(_ description: String) { self.description = description }
}

/// The place of a file or folder: `~` is this user's home.
func expandedPath(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/") else { return path }
    let home = ProcessInfo.processInfo.environment["HOME"].flatMap { $0.isEmpty ? nil : $0 }
    return (home ?? NSHomeDirectory()) + path.dropFirst()
}
