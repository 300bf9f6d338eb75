/// Reads an ONNX model's outer structure.
enum ONNXStructure {
    /// nil where the bytes are no ONNX model or are cut off.
    static func metadata(of bytes: UnsafeRawBufferPointer) -> [String: String]? {
        var metadata: [String: String] = [:]
        var hasGraph = false, hasVersion = false
        var fields = ProtobufFields(bytes)
        while let field = fields.next() {
            switch (field.number, field.contents) {
            case (1, nil): hasVersion = true
            case (7, let graph?): hasGraph = !graph.isEmpty
            case (14, let entry?):
                var key: String?, value: String?
                var parts = ProtobufFields(entry)
                while let part = parts.next() {
                    guard let text = part.contents, text.count < 1 << 20 else { continue }
                    if part.number == 1 { key = String(decoding: text, as: UTF8.self) }
                    if part.number == 2 { value = String(decoding: text, as: UTF8.self) }
                }
                if let key { metadata[key] = value ?? "" }
            default: break
            }
        }
        return fields.isWhole && hasGraph && hasVersion ? metadata : nil
    }
}

/// The fields of a message in protobuf's encoding. Every length is checked against the bytes that are there.
struct ProtobufFields {
    struct Field {
        let number: UInt64
        /// Of fields with a length; nil of numbers.
        let contents: UnsafeRawBufferPointer?
    }

    private let bytes: UnsafeRawBufferPointer
    private var position = 0
    /// Whether everything was read, without a fault.
    private(set) var isWhole = false

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// nil at the end or at the first fault.
    mutating func next() -> Field? {
        guard position < bytes.count else {
            isWhole = true
            return nil
        }
        guard let key = number(), key >> 3 > 0 else { return nil }
        switch key & 7 {
        case 0: return number().map { _ in Field(number: key >> 3, contents: nil) }
        case 1: return skip(8) == nil ? nil : Field(number: key >> 3, contents: nil)
        case 2:
            guard let length = number(), length <= UInt64(bytes.count - position), let contents = skip(Int(length))
            else { return nil }
            return Field(number: key >> 3, contents: contents)
        case 5: return skip(4) == nil ? nil : Field(number: key >> 3, contents: nil)
        default: return nil
        }
    }

    private mutating func skip(_ count: Int) -> UnsafeRawBufferPointer? {
        guard count <= bytes.count - position else { return nil }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
    }

    private mutating func number() -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard position < bytes.count else { return nil }
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return value }
        }
        return nil
    }
}
