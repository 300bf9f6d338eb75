// Measures Sources/LocalEmbedder: what bench/embedder/compare sets beside the engine that comes with the weights.
//
//   embedder-bench clean   TEXTS OUT                         each line as EmbeddableText makes it
//   embedder-bench ids     query|passage TEXTS OUT           the tokens of each line, without those of beginning and end
//   embedder-bench vectors query|passage TEXTS OUT [LEVEL]   vectors, Float32, one after another
//   embedder-bench sequences IDS OUT                         vectors of lines of token ids
//   embedder-bench time    query|passage TEXTS THREADS       texts a second of wall and of CPU time, and percentiles, as JSON
//   embedder-bench load                                      seconds until the first vector, and memory, as JSON
//
// The model: the environment's MODEL, else where the product looks for it.
import CEncoder
import Foundation
import LocalEmbedder
import Synchronization

let arguments = Array(CommandLine.arguments.dropFirst())
let modelPath = ProcessInfo.processInfo.environment["MODEL"] ?? ModelLocation.default

func stop(_ message: String) -> Never {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(64)
}

func lines(_ path: String) throws -> [String] {
    var lines = try String(contentsOfFile: path, encoding: .utf8).split(
        separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    return lines.map(String.init)
}

func write(_ data: Data, to path: String) throws { try data.write(to: URL(filePath: path)) }

func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// Vectors of all texts by `threads` threads, each with batches of its own, and the seconds of each batch.
func embed(_ texts: [String], prefix: String, batch: Int, threads: Int, model: EncoderModel) -> [Double] {
    let next = Mutex(0)
    let times = Mutex<[Double]>([])
    let done = DispatchSemaphore(value: 0)
    for _ in 0..<threads {
        Thread.detachNewThread {
            let encoder = Encoder(model)
            while true {
                let start = next.withLock { next in
                    defer { next += batch }
                    return next
                }
                guard start < texts.count else { break }
                let began = seconds(CLOCK_MONOTONIC)
                let sequences = texts[start..<min(start + batch, texts.count)].map {
                    encoder.sequence(of: prefix + EmbeddableText($0).value)
                }
                var count = 0
                while count < sequences.count {
                    let range = encoder.batch(of: sequences, from: count)
                    guard (try? encoder.vectors(of: sequences[range])) != nil else { stop("a text has no vector") }
                    count = range.upperBound
                }
                let taken = seconds(CLOCK_MONOTONIC) - began
                times.withLock { $0.append(taken) }
            }
            done.signal()
        }
    }
    for _ in 0..<threads { done.wait() }
    return times.withLock { $0.sorted() }
}

func vectors(of sequences: [[Int32]], by encoder: Encoder) throws -> Data {
    var data = Data()
    var count = 0
    while count < sequences.count {
        let range = encoder.batch(of: sequences, from: count)
        for vector in try encoder.vectors(of: sequences[range]) {
            vector.withUnsafeBytes { data.append(contentsOf: $0) }
        }
        count = range.upperBound
    }
    return data
}

func prefix(_ kind: String) -> String {
    switch kind {
    case "query", "passage": kind + ": "
    default: stop("query or passage, not \(kind)")
    }
}

switch (arguments.first, arguments.count) {
case ("clean", 3):
    let cleaned = try lines(arguments[1]).map { EmbeddableText($0).value }.filter { !$0.isEmpty }
    try write(Data(cleaned.map { $0 + "\n" }.joined().utf8), to: arguments[2])
case ("ids", 4):
    let encoder = Encoder(try EncoderModel(ModelFile.memory(at: modelPath)))
    let before = prefix(arguments[1])
    let ids = try lines(arguments[2]).map { text in
        encoder.sequence(of: before + text).dropFirst().dropLast().map(String.init).joined(separator: " ") + "\n"
    }
    try write(Data(ids.joined().utf8), to: arguments[3])
case ("vectors", 4), ("vectors", 5):
    var kernels = ce_kernels_best()
    if arguments.count == 5 {
        guard let level = UInt32(arguments[4]), let chosen = ce_kernels_at(ce_level(level)) else {
            stop("no such level here")
        }
        kernels = chosen
    }
    let encoder = Encoder(try EncoderModel(ModelFile.memory(at: modelPath)), kernels: kernels)
    let before = prefix(arguments[1])
    let sequences = try lines(arguments[2]).map { encoder.sequence(of: before + EmbeddableText($0).value) }
    try write(try vectors(of: sequences, by: encoder), to: arguments[3])
case ("sequences", 3):
    let encoder = Encoder(try EncoderModel(ModelFile.memory(at: modelPath)))
    let sequences = try lines(arguments[1]).map { $0.split(separator: " ").compactMap { Int32($0) } }
    try write(try vectors(of: sequences, by: encoder), to: arguments[2])
case ("time", 4):
    guard let threads = Int(arguments[3]), (1...64).contains(threads) else { stop("how many threads?") }
    let model = try EncoderModel(ModelFile.memory(at: modelPath))
    let texts = try lines(arguments[2])
    let before = prefix(arguments[1])
    let (wall, cpu) = (seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID))
    let times = embed(texts, prefix: before, batch: arguments[1] == "query" ? 1 : 16, threads: threads, model: model)
    let (wallTaken, cpuTaken) = (seconds(CLOCK_MONOTONIC) - wall, seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu)
    func number(_ value: Double) -> String { String(format: "%.2f", value) }
    print(
        """
        {"engine":"\(String(cString: ce_kernels_best().pointee.name))","kind":"\(arguments[1])","threads":\(threads),\
        "texts":\(texts.count),"perSecond":\(number(Double(texts.count) / wallTaken)),\
        "perCPUSecond":\(number(Double(texts.count) / cpuTaken)),"p50Ms":\(number(times[times.count / 2] * 1e3)),\
        "p99Ms":\(number(times[times.count * 99 / 100] * 1e3))}
        """)
case ("load", 1):
    let began = seconds(CLOCK_MONOTONIC)
    let memory = try ModelFile.memory(at: modelPath)
    let checked = seconds(CLOCK_MONOTONIC)
    let encoder = Encoder(try EncoderModel(memory))
    let loaded = seconds(CLOCK_MONOTONIC)
    _ = try encoder.vectors(of: [encoder.sequence(of: "query: 운동화")])
    let answered = seconds(CLOCK_MONOTONIC)
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8).split(separator: "\n")
    func kilobytes(_ name: String) -> String {
        status.first { $0.hasPrefix(name) }.map { String($0.filter(\.isNumber)) } ?? "0"
    }
    print(
        """
        {"checkMs":\(Int((checked - began) * 1e3)),"readMs":\(Int((loaded - checked) * 1e3)),\
        "firstVectorMs":\(Int((answered - loaded) * 1e3)),"anonymousKiB":\(kilobytes("RssAnon:")),\
        "fileKiB":\(kilobytes("RssFile:"))}
        """)
default:
    stop("usage: see bench/embedder/main.swift")
}
