import Shop

/// One thing that `doctor` looks at.
struct Check: Sendable {
    enum State: String, Sendable {
        case ok
        /// It works without, not as well.
        case warning
        /// It does not work like this.
        case failure
    }

    var name: String
    var state: State
    /// What was found.
    var detail: String
    /// What to do about it; empty where nothing is to be done.
    var remedy = ""

    var json: JSONValue {
        .object([
            "name": .string(name), "state": .string(state.rawValue), "detail": .string(detail),
            "remedy": .string(remedy),
        ])
    }

    var line: String {
        let mark =
            switch state {
            case .ok: "ok     "
            case .warning: "warning"
            case .failure: "FAILED "
            }
        return "\(mark)  \(name): \(detail.printable)" + (remedy.isEmpty ? "" : "\n         → \(remedy.printable)")
    }
}
