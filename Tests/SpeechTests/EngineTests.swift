import BlankSpaceTesting
import Foundation
import Speech
import Synchronization
import Testing

/// A value that several tasks change.
private final class Shared<Value: Sendable>: Sendable {
    private let mutex: Mutex<Value>
    init(_ value: Value) { mutex = Mutex(value) }
    var value: Value { mutex.withLock { $0 } }
    func change<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        mutex.withLock { value in body(&value) }
    }
}

/// Waits until the condition holds.
private func until(_ condition: @Sendable () -> Bool) async throws {
    while !condition() { try await Task.sleep(for: .milliseconds(2)) }
}

@Suite(.timeLimit(.minutes(1))) struct NativeLaneTests {
    @Test("makes one worker a thread and gives back what calls return and throw")
    func results() async throws {
        let made = Shared(0)
        let lane = NativeLane(name: "test", threads: 1, capacity: 100) {
            made.change { $0 += 1 }
            return "worker"
        }
        let results = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<50 { group.addTask { try await lane.run { worker, _ in number + worker.count } } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(results == Set(6..<56) && made.value == 1)
        await #expect(throws: SpeechError(.failed, "so")) {
            try await lane.run { _, _ in throw SpeechError(.failed, "so") }
        }
    }

    @Test("refuses what is more than may wait, and says when to come again")
    func bound() async throws {
        let gate = DispatchSemaphore(value: 0)
        let running = Shared(0)
        let lane = NativeLane(name: "test", threads: 1, capacity: 2) { () }
        let work: @Sendable () async throws -> Void = {
            try await lane.run { _, _ in
                running.change { $0 += 1 }
                gate.wait()
            }
        }
        let first = Task { try await work() }
        try await until { running.value == 1 }
        let refused = Shared<[SpeechError]>([])
        let others = (0..<5).map { _ in
            Task {
                do {
                    try await work()
                } catch let error as SpeechError {
                    refused.change { $0.append(error) }
                }
            }
        }
        // Two wait while one runs.
        try await until { refused.value.count == 3 }
        for _ in 0..<3 { gate.signal() }
        for task in [first] + others { try await task.value }
        let refusals = refused.value
        #expect(refusals.count == 3)
        #expect(refusals.allSatisfy { $0.code == .busy && $0.isRetryable && ($0.retryAfter ?? .zero) > .zero })
    }

    @Test("a cancelled call leaves the queue, and one that runs is told")
    func cancellation() async throws {
        let running = Shared(false)
        let lane = NativeLane(name: "test", threads: 1, capacity: 5) { () }
        let long = Task {
            try await lane.run { _, flag in
                running.change { $0 = true }
                while !flag.isRaised { usleep(1_000) }
            }
        }
        try await until { running.value }
        let waiting = Task { try await lane.run { _, _ in Issue.record("a cancelled call was made") } }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        long.cancel()
        await #expect(throws: CancellationError.self) { try await long.value }
        #expect(try await lane.run { _, _ in 1 } == 1)
    }

    @Test("a worker that cannot be made is tried again with the next call")
    func workers() async throws {
        let tries = Shared(0)
        let lane = NativeLane(name: "test", threads: 1, capacity: 5) {
            let number = tries.change { tries in
                tries += 1
                return tries
            }
            if number == 1 { throw SpeechError(.modelMissing, "not yet") }
        }
        await #expect(throws: SpeechError.self) { try await lane.run { _, _ in } }
        try await lane.run { _, _ in }
    }
}

@Suite(.timeLimit(.minutes(1))) struct AdmissionGateTests {
    @Test("runs no more at a time than allowed and refuses beyond the backlog")
    func bounds() async throws {
        let gate = AdmissionGate(name: "test", concurrency: 2, backlog: 3)
        let end = AsyncSemaphore(places: 1)
        try await end.wait()
        let running = Shared(0), most = Shared(0)
        let outcomes = Shared<[SpeechError.Code?]>([])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do {
                        try await gate.run {
                            let now = running.change { running in
                                running += 1
                                return running
                            }
                            most.change { $0 = max($0, now) }
                            try await end.wait()
                            running.change { $0 -= 1 }
                        }
                        outcomes.change { $0.append(nil) }
                    } catch let error as SpeechError {
                        outcomes.change { $0.append(error.code) }
                    }
                }
            }
            // Two run and three wait.
            try await until { outcomes.value.count == 15 }
            end.open()
            try await group.waitForAll()
        }
        #expect(most.value == 2)
        #expect(outcomes.value.count { $0 == .busy } == 15 && outcomes.value.count { $0 == nil } == 5)
    }

    @Test("a cancelled call leaves the queue, is not made, and takes no place with it")
    func cancellation() async throws {
        let gate = AdmissionGate(name: "test", concurrency: 1, backlog: 3)
        let isRunning = Shared(false)
        let blocker = Task {
            try await gate.run {
                isRunning.change { $0 = true }
                try await Task.sleep(for: .seconds(60))
            }
        }
        try await until { isRunning.value }
        let waiting = Task { try await gate.run { Issue.record("a cancelled call was made") } }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        blocker.cancel()
        await #expect(throws: CancellationError.self) { try await blocker.value }
        let late = Task {
            while !Task.isCancelled { await Task.yield() }
            _ = try await gate.run { Issue.record("a cancelled call was made") }
        }
        late.cancel()
        await #expect(throws: CancellationError.self) { try await late.value }
        #expect(try await gate.run { 2 } == 2)
    }
}

@Suite struct ModelFileTests {
    @Test("checks the digest and names the file and the remedy")
    func digest() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "model-\(UUID())").path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("abc".utf8).write(to: URL(filePath: path))
        let sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(try ModelFile(path: path, sha256: sum, remedy: "").withBytes { $0.elementsEqual("abc".utf8) })
        let other = #expect(throws: SpeechError.self) { try ModelFile(path: path, sha256: "00", remedy: "get it") }
        #expect(other?.code == .modelCorrupt && other?.isRetryable == false)
        #expect(other?.message.contains(path) == true && other?.message.contains("get it") == true)
        for bad in [path + "-none", FileManager.default.temporaryDirectory.path()] {
            let missing = #expect(throws: SpeechError.self) { try ModelFile(path: bad, sha256: nil, remedy: "") }
            #expect(missing?.code == .modelMissing)
        }
    }
}

@Suite(.timeLimit(.minutes(1))) struct ModelLoaderTests {
    @Test("tells how far it is and hands out the model")
    func loading() async throws {
        let gate = DispatchSemaphore(value: 0)
        let loader = ModelLoader<Int> { progress throws(SpeechError) in
            progress(0.5)
            gate.wait()
            return 7
        }
        try await until { loader.readiness == .loading(0.5) }
        let early = #expect(throws: SpeechError.self) { try loader.model() }
        #expect(early?.code == .loading && early?.retryAfter != nil)
        gate.signal()
        try await loader.wait()
        #expect(loader.readiness == .ready)
        #expect(try loader.model() == 7)
    }

    @Test("keeps why it failed")
    func failing() async {
        let error = SpeechError(.modelMissing, "no file")
        let loader = ModelLoader<Int> { _ throws(SpeechError) in throw error }
        await #expect(throws: error) { try await loader.wait() }
        #expect(loader.readiness == .failed(error))
        #expect(throws: error) { try loader.model() }
    }
}
