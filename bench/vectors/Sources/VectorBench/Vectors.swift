import Foundation

/// Vectors of length 1, one after the other.
struct Vectors {
    let dimension: Int
    var values: [Float]
    var count: Int { values.count / dimension }

    /// A file of little-endian Float32.
    init(path: String, dimension: Int) throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        let whole = data.count / 4 / dimension * dimension
        self.dimension = dimension
        values = data.prefix(whole * 4).withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    }

    private init(dimension: Int, values: [Float]) {
        self.dimension = dimension
        self.values = values
    }

    subscript(_ row: Int) -> [Float] { Array(values[(row * dimension)..<((row + 1) * dimension)]) }

    /// More vectors of the same kind: each lies between a real one and one of its 8 nearest, up to half of the way, moved by as
    /// much as texts of one product differ; so that clusters stay clusters and no two are the same.
    func varied(to count: Int, seed: UInt64) -> Vectors {
        var random = SplitMix64(seed: seed)
        let neighbours = (0..<self.count).map { row in
            (0..<self.count).filter { $0 != row }.map { ($0, cosine(row, self, $0)) }.sorted { $0.1 > $1.1 }.prefix(8)
                .map(\.0)
        }
        var made: [Float] = []
        made.reserveCapacity(count * dimension)
        for number in 0..<count {
            let row = number < self.count ? number : Int.random(in: 0..<self.count, using: &random)
            let other = neighbours[row].randomElement(using: &random) ?? row
            let share = number < self.count ? 0 : Float.random(in: 0...0.5, using: &random)
            var vector = (0..<dimension).map { index in
                let noise = number < self.count ? 0 : Float.random(in: -1...1, using: &random)
                return (1 - share) * values[row * dimension + index] + share * values[other * dimension + index]
                    + 0.012 * noise
            }
            let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            for index in vector.indices { vector[index] /= length }
            made.append(contentsOf: vector)
        }
        return Vectors(dimension: dimension, values: made)
    }

    /// The plain computation, in Float32, 16 at a time.
    func cosine(_ row: Int, _ other: Vectors, _ otherRow: Int) -> Float {
        values.withUnsafeBufferPointer { a in
            other.values.withUnsafeBufferPointer { b in
                guard let a = a.baseAddress, let b = b.baseAddress else { return 0 }
                let (x, y) = (UnsafeRawPointer(a + row * dimension), UnsafeRawPointer(b + otherRow * dimension))
                var sums = SIMD16<Float>(repeating: 0)
                for index in stride(from: 0, to: dimension * 4, by: 64) {
                    sums.addProduct(
                        x.loadUnaligned(fromByteOffset: index, as: SIMD16<Float>.self),
                        y.loadUnaligned(fromByteOffset: index, as: SIMD16<Float>.self))
                }
                return sums.sum()
            }
        }
    }
}
