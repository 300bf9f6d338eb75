/// Which upstream gets a request: pure, so that it can be tested without any.
package enum UpstreamChoice {
    /// - Parameters:
    ///   - states: of the upstreams, by their index.
    ///   - outstanding: requests under way there.
    ///   - excluded: those that this request has tried.
    ///   - preferred: the one that has the conversation's turns in memory.
    ///   - key: names the conversation where no upstream is preferred; all its requests go to one upstream as long as that is up.
    ///   - turn: counts requests, so that equals take turns.
    /// - Returns: nil where every upstream that is left is down.
    package static func choose(
        states: [UpstreamHealth.State], outstanding: [Int], names: [String], excluded: Set<Int>, preferred: Int?,
        key: String?, turn: Int
    ) -> Int? {
        var candidates = states.indices.filter {
            !excluded.contains($0) && (states[$0] == .up || states[$0] == .unknown)
        }
        if candidates.isEmpty {
            candidates = states.indices.filter { !excluded.contains($0) && states[$0] == .starting }
        }
        if candidates.count <= 1 { return candidates.first }
        if let preferred, candidates.contains(preferred) { return preferred }
        if let key {
            // Rendezvous hashing: when one upstream leaves, only its own conversations move.
            return candidates.max { StableHash.of(names[$0], key) < StableHash.of(names[$1], key) }
        }
        let start = turn % candidates.count
        let rotated = candidates[start...] + candidates[..<start]
        return rotated.min { outstanding[$0] < outstanding[$1] }
    }
}
