/// A query in 16 bits, to be multiplied with rows of 8-bit codes.
struct QuantizedQuery {
    /// `codes[i] * scale` is near the component.
    let codes: [Int16]
    let scale: Float
    /// Length of what the rounding took away.
    let error: Float
    let length: Float

    init(_ vector: [Float]) {
        let peak = vector.reduce(Float(0)) { max($0, abs($1)) }
        // The sum of the products with codes of up to 127 stays below 2^31.
        let most = Float(min(32_767, Int(Int32.max) / (127 * max(1, vector.count))))
        let scale = peak / most
        codes = vector.map { scale > 0 ? Int16(($0 / scale).rounded()) : 0 }
        self.scale = scale
        var squares: Float = 0
        for (component, code) in zip(vector, codes) {
            let lost = component - Float(code) * scale
            squares += lost * lost
        }
        error = squares.squareRoot()
        length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }

    /// By how much, at most, the product of the codes can differ from that of the vectors: by Cauchy and Schwarz,
    /// |q·x - q'·x'| ≤ |q|·|x - x'| + |q - q'|·|x'|; the rest is for the rounding of Float sums.
    ///
    /// - Parameter rowError: length of what the rounding took away from the row, a vector of length 1.
    func bound(rowError: Float) -> Float { length * rowError + error * (1 + rowError) + 2e-6 }
}

/// Rounds `vector` to codes of -127…127 at `codes`; returns what a code is worth, and the length of what the rounding took away.
func quantize(
    _ vector: UnsafeBufferPointer<Float>, into codes: UnsafeMutablePointer<Int8>
) -> (scale: Float, error: Float) {
    var peak: Float = 0
    for component in vector { peak = max(peak, abs(component)) }
    let scale = peak / 127
    guard scale > 0 else {
        codes.initialize(repeating: 0, count: vector.count)
        return (0, 0)
    }
    var squares: Float = 0
    for index in vector.indices {
        let code = max(-127, min(127, (vector[index] / scale).rounded()))
        codes[index] = Int8(code)
        let lost = vector[index] - code * scale
        squares += lost * lost
    }
    // A little more, for the rounding of the sum itself.
    return (scale, squares.squareRoot() * 1.0001)
}
