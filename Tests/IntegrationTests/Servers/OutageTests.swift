import BlankSpaceTesting
import Foundation
import Synchronization
import Testing

extension Integration {
    /// Each server killed and suspended while shoppers chat, and brought back.
    @Suite(.enabled(if: ShopServers.areInstalled, "\(ShopServers.installation)"))
    struct OutageTests {
        enum Outage: String, CaseIterable { case killed, suspended }

        @Test func shoppersAreAnsweredThroughEveryOutage() async throws {
            var servers = try await ShopServers.start()
            let program = try Program(environment: servers.environment())
            let server = try await RunningServer.start(program)
            #expect(try await eventually(within: .seconds(90)) { try await server.isWhole() })
            let shoppers = Shoppers(server)
            for name in ShopServers.names {
                for outage in Outage.allCases {
                    let began = ContinuousClock.now
                    try await servers.strike(name, outage)
                    let isNoticed = try await eventually(within: .seconds(60)) {
                        try await server.states()[name] == "down" && shoppers.answers(since: began, without: name) > 0
                    }
                    let states = try await server.states()
                    #expect(isNoticed, "\(name) \(outage): \(states)")
                    let noticed = ContinuousClock.now - began
                    // They go on for a while.
                    try await Task.sleep(for: .seconds(4))
                    let back = ContinuousClock.now
                    try await servers.restore(name, outage)
                    let started = ContinuousClock.now
                    let isBack = try await eventually(within: .seconds(90)) {
                        guard try await server.isWhole() else { return false }
                        // A model that has just been loaded reads its first prompt for longer than this test's patience.
                        return name == "llm" || shoppers.answers(since: started, with: name) > 1
                    }
                    let statesNow = try await server.states()
                    #expect(isBack, "\(name) \(outage): \(statesNow)")
                    let end = ContinuousClock.now
                    let answers = shoppers.answers(from: began, to: end)
                    #expect(answers.count > 3)
                    #expect(answers.allSatisfy { $0.status == 200 && $0.hasProducts }, "\(name) \(outage)")
                    // A model's patience of two seconds is the longest wait.
                    #expect(answers.allSatisfy { $0.took < .seconds(15) }, "\(name) \(outage)")
                    let waits = answers.map(\.took).sorted()
                    print(
                        "\(name) \(outage): \(answers.count) answers, \(answers.count { $0.status != 200 }) failed;",
                        "median \(waits[waits.count / 2].tenths) s, longest \(waits[waits.count - 1].tenths) s;",
                        "noticed after \(noticed.tenths) s, server back after \((started - back).tenths) s,",
                        "whole again \((end - started).tenths) s later")
                }
            }
            await shoppers.leave()
            #expect(await server.stop() == 0)
            await servers.stop()
        }
    }
}

extension ShopServers {
    fileprivate mutating func strike(_ name: String, _ outage: Integration.OutageTests.Outage) async throws {
        switch (name, outage) {
        case ("mongodb", .killed): await mongo.kill()
        case ("mongodb", .suspended): mongo.suspend()
        case ("chroma", .killed): chroma.kill()
        case ("chroma", .suspended): chroma.halt()
        case ("llm", .killed): await model.kill()
        case ("llm", .suspended): model.suspend()
        default: throw Program.Failure(reason: "no server \(name)")
        }
    }

    fileprivate mutating func restore(_ name: String, _ outage: Integration.OutageTests.Outage) async throws {
        switch (name, outage) {
        case ("mongodb", .killed): mongo = try await mongo.startAgain()
        case ("mongodb", .suspended): mongo.resume()
        case ("chroma", .killed): try await chroma.start()
        case ("chroma", .suspended): chroma.resume()
        case ("llm", .killed): model = try await model.startAgain()
        case ("llm", .suspended): model.resume()
        default: throw Program.Failure(reason: "no server \(name)")
        }
    }
}

/// Two shoppers who ask one thing after the other until they leave.
private final class Shoppers: Sendable {
    struct Answer {
        var at: ContinuousClock.Instant
        var took: Duration
        var status: Int
        var hasProducts: Bool
        var degraded: [String]
    }

    private let log: Log
    private let tasks: [Task<Void, Never>]

    private final class Log: Sendable { let answers = Mutex<[Answer]>([]) }

    init(_ server: RunningServer) {
        let log = Log()
        self.log = log
        let needs = ["우산 추천해줘", "15만원 아래 운동화", "가벼운 백팩", "방수 되는 거", "선물할 만한 향초"]
        tasks = (0..<2).map { number in
            Task {
                var index = number
                while !Task.isCancelled {
                    let start = ContinuousClock.now
                    let answer = try? await server.chat(needs[index % needs.count])
                    if Task.isCancelled { return }
                    log.answers.withLock {
                        $0.append(
                            Answer(
                                at: start, took: ContinuousClock.now - start, status: answer?.status ?? 0,
                                hasProducts: answer?.json["products"]?.array?.isEmpty == false,
                                degraded: answer?.json["degraded"]?.array?.compactMap(\.string) ?? []))
                    }
                    index += 1
                    try? await Task.sleep(for: .milliseconds(100))
                }
            }
        }
    }

    /// Asked in this time.
    func answers(from start: ContinuousClock.Instant, to end: ContinuousClock.Instant) -> [Answer] {
        log.answers.withLock { $0.filter { $0.at >= start && $0.at + $0.took <= end } }
    }

    /// How many were given although `name` was away.
    func answers(since start: ContinuousClock.Instant, without name: String) -> Int {
        log.answers.withLock { $0.count { $0.at >= start && $0.status == 200 && $0.degraded.contains(name) } }
    }

    /// How many had `name` take part.
    func answers(since start: ContinuousClock.Instant, with name: String) -> Int {
        log.answers.withLock { $0.count { $0.at >= start && $0.status == 200 && !$0.degraded.contains(name) } }
    }

    func leave() async {
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }
}

extension Duration {
    fileprivate var tenths: String {
        formatted(.units(allowed: [.seconds], fractionalPart: .show(length: 1)).locale(Locale(identifier: "en_US")))
    }
}
