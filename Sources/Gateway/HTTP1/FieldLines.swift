import NIOCore

/// Header fields as they are sent, one after another.
struct FieldLines: Sendable {
    private(set) var bytes = ByteBuffer()

    init(_ fields: KeyValuePairs<StaticString, String> = [:]) {
        for (name, value) in fields { add(name, value) }
    }

    mutating func add(_ name: StaticString, _ value: String) { bytes.writeField(name, value) }
    mutating func add(_ other: FieldLines) { bytes.writeImmutableBuffer(other.bytes) }
}
