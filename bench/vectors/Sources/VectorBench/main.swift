// Measures ExactVectorIndex against a plain Float32 scan of the same vectors.
//
//   VectorBench PASSAGES.f32 QUERIES.f32 COUNT [FOLDER]
//
// Times are of the processor, not of the clock. The files hold vectors of 384 components. With FOLDER it writes the vectors and prices there, for compare.py.
import Foundation
import Search

let arguments = CommandLine.arguments
guard arguments.count >= 4, let count = Int(arguments[3]) else {
    print("usage: VectorBench PASSAGES.f32 QUERIES.f32 COUNT [FOLDER]")
    exit(64)
}
let dimension = 384
let real = try Vectors(path: arguments[1], dimension: dimension)
let queries = try Vectors(path: arguments[2], dimension: dimension)
let vectors = real.varied(to: count, seed: 1)
var random = SplitMix64(seed: 2)
let prices = (0..<count).map { _ in Int32.random(in: 1...1_000_000, using: &random) }
if arguments.count > 4 {
    let folder = URL(fileURLWithPath: arguments[4])
    try vectors.values.withUnsafeBytes { Data($0) }.write(to: folder.appendingPathComponent("vectors-\(count).f32"))
    try prices.withUnsafeBytes { Data($0) }.write(to: folder.appendingPathComponent("prices-\(count).i32"))
    exit(0)
}

func megabytes() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS") } ?? ""
    return (Int(line.filter(\.isNumber)) ?? 0) / 1_024
}

/// Processor time of this thread, in milliseconds: what a quiet machine would take, also on a busy one.
func time(_ body: () throws -> Void) rethrows -> Double {
    func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }
    let start = now()
    try body()
    return now() - start
}

/// Half and nearly all of the times are no longer than these, in milliseconds.
func summary(_ times: [Double]) -> String {
    let sorted = times.sorted()
    return String(format: "p50 %.2f p95 %.2f ms", sorted[sorted.count / 2], sorted[sorted.count * 95 / 100])
}

func spread(_ vectors: Vectors) -> String {
    let cosines = (0..<2_000).map { queries.cosine($0 % queries.count, vectors, $0 * 7_919 % vectors.count) }
    let mean = cosines.reduce(0, +) / Float(cosines.count)
    let deviation = (cosines.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(cosines.count)).squareRoot()
    return String(format: "mean %.3f deviation %.3f", mean, deviation)
}

print(
    "\(count) vectors; \(real.count) real ones; cosines with queries: real \(spread(real)), varied \(spread(vectors))")
let path = FileManager.default.temporaryDirectory.appendingPathComponent("bench-\(UUID().uuidString).vectors").path
defer { try? FileManager.default.removeItem(atPath: path) }
let asked = min(queries.count, count > 300_000 ? 5 : 100)
do {
    let before = megabytes()
    let index = ExactVectorIndex(dimension: dimension)
    let build = try time {
        for start in stride(from: 0, to: count, by: 500) {
            try index.upsert(
                (start..<min(start + 500, count)).map { row in
                    VectorEntry(
                        id: "p\(row)", vector: vectors[row],
                        content: VectorContent(
                            hash: ContentHash(high: 1, low: UInt64(row)), price: Int(prices[row]), isPurchasable: true))
                })
        }
    }
    print(String(format: "build %.0f ms, %d MB", build, megabytes() - before))
    print(String(format: "save %.0f ms", try time { try index.save(to: path, label: "bench") }))
}
let before = megabytes()
let index = ExactVectorIndex(dimension: dimension)
print(String(format: "load %.0f ms", try time { try index.load(path, label: "bench") }))
_ = try index.nearest(to: queries[0], limit: 10, filter: VectorFilter())
print("after a search \(megabytes() - before) MB, mapped pages included")

for share in [1, 0.5, 0.05, 0.001] {
    let highest = share == 1 ? Int32.max : Int32(1_000_000 * share)
    let filter = share == 1 ? VectorFilter() : VectorFilter(priceMax: Int(highest))
    var (plain, ours, found) = ([Double](), [Double](), 0)
    for query in 0..<asked {
        var cosines: [(Float, Int)] = []
        plain.append(
            time {
                var scanned: [(Float, Int)] = []
                scanned.reserveCapacity(count)
                for row in 0..<count where prices[row] <= highest {
                    scanned.append((queries.cosine(query, vectors, row), row))
                }
                var least = -Float.infinity
                for pair in scanned where pair.0 > least {
                    cosines.append(pair)
                    if cosines.count == 256 {
                        cosines.sort { $0.0 > $1.0 }
                        cosines.removeLast(246)
                        least = cosines[9].0
                    }
                }
                cosines.sort { $0.0 > $1.0 }
            })
        var nearest: [VectorMatch] = []
        let vector = queries[query]
        ours.append(try time { nearest = try index.nearest(to: vector, limit: 10, filter: filter) })
        let tenth = cosines.prefix(10).last?.0 ?? 1
        found += nearest.count { $0.similarity >= tenth - 1e-6 }
    }
    let due = min(10, prices.count { $0 <= highest }) * asked
    let wide = try (0..<min(asked, 20)).map { query in
        try time { _ = try index.nearest(to: queries[query], limit: 300, filter: filter) }
    }
    print(
        String(
            format: "%5.1f %% admitted: Float32 scan %@; index %@, recall@10 %.4f; of 300 %@", share * 100,
            summary(plain), summary(ours), Double(found) / Double(due), summary(wide)))
}
