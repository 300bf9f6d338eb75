import BlankSpaceTesting
import Foundation
import Speech
import Synchronization
import Testing

/// Waits until the condition holds.
private func until(_ condition: @Sendable () -> Bool) async throws {
    while !condition() { try await Task.sleep(for: .milliseconds(2)) }
}

@Suite(.timeLimit(.minutes(1))) struct NativeLaneTests {
    @Test("makes one worker a thread and gives back what calls return and throw")
    func results() async throws {
        let made = Mutex(0)
        let lane = NativeLane(name: "test", threads: 1, capacity: 100) {
            made.withLock { $0 += 1 }
            return "worker"
        }
        let results = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<50 { group.addTask { try await lane.run { worker, _ in number + worker.count } } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(results == Set(6..<56) && made.withLock { $0 } == 1)
        await #expect(throws: SpeechError(.failed, "so")) {
            try await lane.run { _, _ in throw SpeechError(.failed, "so") }
        }
    }

    @Test("refuses what is more than may wait, and says when to come again")
    func bound() async throws {
        let gate = DispatchSemaphore(value: 0)
        let running = Atomic(0)
        let lane = NativeLane(name: "test", threads: 1, capacity: 2) { () }
        let work: @Sendable () async throws -> Void = {
            try await lane.run { _, _ in
                running.add(1, ordering: .relaxed)
                gate.wait()
            }
        }
        let first = Task { try await work() }
        try await until { running.load(ordering: .relaxed) == 1 }
        let others = (0..<5).map { _ in Task { try await work() } }
        // Three of the five are refused while two wait.
        var refusals: [SpeechError] = []
        for _ in 0..<3 { gate.signal() }
        for task in others {
            do { try await task.value } catch let error as SpeechError { refusals.append(error) }
        }
        try await first.value
        #expect(refusals.count == 3)
        #expect(refusals.allSatisfy { $0.code == .busy && $0.isRetryable && ($0.retryAfter ?? .zero) > .zero })
    }

    @Test("a cancelled call leaves the queue, and one that runs is told")
    func cancellation() async throws {
        let running = Atomic(false)
        let lane = NativeLane(name: "test", threads: 1, capacity: 5) { () }
        let long = Task {
            try await lane.run { _, flag in
                running.store(true, ordering: .relaxed)
                while !flag.isRaised { usleep(1_000) }
            }
        }
        try await until { running.load(ordering: .relaxed) }
        let waiting = Task { try await lane.run { _, _ in Issue.record("a cancelled call was made") } }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        long.cancel()
        await #expect(throws: CancellationError.self) { try await long.value }
        #expect(try await lane.run { _, _ in 1 } == 1)
    }

    @Test("a worker that cannot be made is tried again with the next call")
    func workers() async throws {
        let tries = Mutex(0)
        let lane = NativeLane(name: "test", threads: 1, capacity: 5) {
            let number = tries.withLock { tries in
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
    @Test("runs no more at a time than allowed, refuses beyond the backlog, forgets the cancelled")
    func bounds() async throws {
        let gate = AdmissionGate(name: "test", concurrency: 2, backlog: 3)
        let running = Atomic(0), most = Atomic(0)
        let outcomes = await withTaskGroup(of: SpeechError.Code?.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do {
                        try await gate.run {
                            let now = running.add(1, ordering: .relaxed).newValue
                            _ = most.max(now, ordering: .relaxed)
                            try await Task.sleep(for: .milliseconds(100))
                            running.subtract(1, ordering: .relaxed)
                        }
                        return nil
                    } catch {
                        return (error as? SpeechError)?.code ?? .failed
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(most.load(ordering: .relaxed) == 2)
        #expect(Set(outcomes) == [nil, .busy] && outcomes.count { $0 == nil } >= 5)

        let blockers = (0..<2).map { _ in Task { try await gate.run { try await Task.sleep(for: .seconds(60)) } } }
        let waiting = Task { try await gate.run { 1 } }
        waiting.cancel()
        for blocker in blockers { blocker.cancel() }
        await #expect(throws: CancellationError.self) { try await waiting.value }
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
        #expect(try ModelFile(path: path, sha256: sum, remedy: "").bytes.elementsEqual("abc".utf8))
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
