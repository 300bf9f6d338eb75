internal import Shop

/// A way into a document, as MongoDB writes it: names and, in arrays, indexes from 0, with dots between: `skus.0.size`. A name
/// behind an array means that member of each element. A dot within a name is written `\.`.
public struct FieldPath: Sendable, Hashable {
    public let components: [String]

    /// nil for an empty path or one with an empty component.
    public init?(_ text: String) {
        var components = [""]
        var isEscaped = false
        for character in text {
            switch character {
            case _ where isEscaped:
                components[components.count - 1].append(character)
                isEscaped = false
            case "\\": isEscaped = true
            case ".": components.append("")
            default: components[components.count - 1].append(character)
            }
        }
        guard !isEscaped, !components.contains(""), !components.contains(where: { $0.hasPrefix("$") }) else {
            return nil
        }
        self.components = components
    }

    public var root: String { components[0] }
    /// As a projection names it.
    var dotted: String { components.joined(separator: ".") }

    /// nil where nothing stands there.
    func value(in document: JSONValue) -> JSONValue? { Self.value(in: document, components[...]) }

    private static func value(in value: JSONValue, _ rest: ArraySlice<String>) -> JSONValue? {
        guard let name = rest.first else { return value == .null ? nil : value }
        switch value {
        case .object(let members): return members[name].flatMap { Self.value(in: $0, rest.dropFirst()) }
        case .array(let elements):
            if let index = Int(name) {
                return elements.indices.contains(index) ? Self.value(in: elements[index], rest.dropFirst()) : nil
            }
            let found = elements.compactMap { Self.value(in: $0, rest) }.flatMap { $0.array ?? [$0] }
            return found.isEmpty ? nil : .array(found)
        default: return nil
        }
    }
}
