/// What is wrong with a field map, and where.
public struct FieldMapError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The map's name, such as that of its file.
    public var source: String
    /// 1-based; nil where the text as a whole is meant.
    public var line: Int?
    /// Where in the map, such as `products.fields.price`.
    public var key: String
    public var reason: String

    public var description: String {
        let place = line.map { "\(source):\($0)" } ?? source
        return key.isEmpty ? "\(place): \(reason)" : "\(place): \(key): \(reason)"
    }
}
