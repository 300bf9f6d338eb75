import Speech

/// The last seconds of a sound that goes on, by position from its beginning.
struct SoundBuffer {
    private let capacity: Int
    private var samples: [Float] = []
    /// The position of the first sample that is kept.
    private var offset = 0

    /// - Parameter capacity: samples that are kept at least.
    init(capacity: Int) { self.capacity = capacity }

    var end: Int { offset + samples.count }

    mutating func append(_ more: [Float]) {
        samples += more
        // Rarely, so that moving the rest costs nothing to speak of.
        if samples.count > 2 * capacity {
            let surplus = samples.count - capacity
            samples.removeFirst(surplus)
            offset += surplus
        }
    }

    /// What is kept of `range`.
    subscript(range: Range<Int>) -> [Float] {
        let lower = min(max(range.lowerBound, offset), end)
        let upper = min(max(range.upperBound, lower), end)
        return Array(samples[(lower - offset)..<(upper - offset)])
    }
}
