import Shop

/// The members of a request's JSON object, each read with what it has to be. A missing member and null are the same.
struct RequestMembers {
    private let members: [String: JSONValue]
    /// Stands before the names in problems: `[3].` in an array of objects.
    private let path: String

    init(_ value: JSONValue, path: String = "") throws(Problem) {
        guard let members = value.object else {
            throw Problem(.invalidMember, path.isEmpty ? "Send one JSON object." : "`\(path)` has to be an object.")
        }
        self.members = members
        self.path = path.isEmpty ? "" : path + "."
    }

    func problem(_ name: String, _ detail: String) -> Problem { .member(path + name, detail) }

    func value(_ name: String) -> JSONValue? {
        members[name] == .null ? nil : members[name]
    }

    func text(_ name: String) throws(Problem) -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.string else { throw problem(name, "has to be a string.") }
        return text
    }

    /// A name of something: 1…256 characters without control characters. Empty is the same as missing.
    func identifier(_ name: String) throws(Problem) -> String? {
        guard let text = try text(name), !text.isEmpty else { return nil }
        guard text.isIdentifier else { throw problem(name, String.identifierRule) }
        return text
    }

    func identifiers(_ name: String, atMost limit: Int) throws(Problem) -> [String]? {
        guard let value = value(name) else { return nil }
        guard let elements = value.array else { throw problem(name, "has to be an array of strings.") }
        guard elements.count <= limit else { throw problem(name, "may hold \(limit) ids at most.") }
        var ids: [String] = []
        for element in elements {
            guard let text = element.string, text.isIdentifier else {
                throw problem(name, "has to be an array of ids, each " + String.identifierShape)
            }
            ids.append(text)
        }
        return ids
    }

    func number(_ name: String) throws(Problem) -> Double? {
        guard let value = value(name) else { return nil }
        guard let number = value.number else { throw problem(name, "has to be a number.") }
        return number
    }

    func integer(_ name: String, in range: ClosedRange<Int>) throws(Problem) -> Int? {
        guard let value = value(name) else { return nil }
        guard let integer = value.integer, range.contains(integer) else {
            throw problem(name, "has to be a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return integer
    }
}

extension String {
    static let identifierShape = "1 to 256 characters without control characters."
    static let identifierRule = "has to be " + identifierShape

    var isIdentifier: Bool {
        !isEmpty && utf8.count <= 1024 && count <= 256
            && !unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
