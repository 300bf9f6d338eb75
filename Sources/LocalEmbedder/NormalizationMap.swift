/// What a model replaces scalars by before it cuts a text into pieces.
struct NormalizationMap: Sendable {
    /// In ascending order; the replacements of scalar i are `replacements[ends[i]..<ends[i + 1]]`.
    private let scalars: [UInt32]
    private let ends: [Int]
    private let replacements: [Unicode.Scalar]

    init(_ reader: inout ModelReader) throws(LocalEmbedderError) {
        let count = try reader.count("the number of normalized scalars", in: 0...0x11_0000)
        let byteCount = Int(try reader.number(UInt32.self))
        let end = reader.offset + byteCount
        var scalars: [UInt32] = []
        var ends = [0]
        var replacements: [Unicode.Scalar] = []
        for _ in 0..<count {
            let scalar = try reader.number(UInt32.self)
            if let last = scalars.last, last >= scalar { throw .unusable("its normalized scalars are not in order") }
            scalars.append(scalar)
            for _ in 0..<(try reader.number(UInt8.self)) {
                let value = try reader.number(UInt32.self)
                guard let replacement = Unicode.Scalar(value) else {
                    throw .unusable("a scalar is normalized to \(value), which is none")
                }
                replacements.append(replacement)
            }
            ends.append(replacements.count)
        }
        guard reader.offset == end else { throw .unusable("its normalization map has another length than it says") }
        self.scalars = scalars
        self.ends = ends
        self.replacements = replacements
    }

    /// Calls `body` with what stands for `scalar`: itself where the map does not name it, nothing where it deletes it.
    func forEachReplacement(of scalar: Unicode.Scalar, _ body: (Unicode.Scalar) -> Void) {
        var low = 0
        var high = scalars.count
        while low < high {
            let middle = (low + high) / 2
            if scalars[middle] < scalar.value { low = middle + 1 } else { high = middle }
        }
        guard low < scalars.count, scalars[low] == scalar.value else { return body(scalar) }
        for replacement in replacements[ends[low]..<ends[low + 1]] { body(replacement) }
    }
}
