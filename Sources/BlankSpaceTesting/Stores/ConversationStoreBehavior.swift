public import Assistant
import Foundation
import Search

/// What every conversation store promises, one case each, to be run as the arguments of a test:
/// `try await behavior.check(store)`. Ids are new with each run, so that a store need not be empty.
public enum ConversationStoreBehavior: String, CaseIterable, Sendable {
    case doesNotKnowWhatWasNeverHeld, givesBackATurnAsItWas, givesBackEveryIntent, takesAnyText
    case keepsTextBehindANul, givesTheNewestOldestFirst, takesATurnAgainInItsPlace, dropsTheOldest
    case refusesNumbersThatAreNotFinite, deletesAConversation, deletesAllThatAUserTookPartIn, takesManyAtOnce

    public func check(_ store: any ConversationStore) async throws {
        let check = ConversationStoreCheck(store: store)
        switch self {
        case .doesNotKnowWhatWasNeverHeld: try await check.unknown()
        case .givesBackATurnAsItWas: try await check.fullTurn()
        case .givesBackEveryIntent: try await check.intents()
        case .takesAnyText: try await check.texts()
        case .keepsTextBehindANul: try await check.nul()
        case .givesTheNewestOldestFirst: try await check.order()
        case .takesATurnAgainInItsPlace: try await check.again()
        case .dropsTheOldest: try await check.limit()
        case .refusesNumbersThatAreNotFinite: try await check.notFinite()
        case .deletesAConversation: try await check.delete()
        case .deletesAllThatAUserTookPartIn: try await check.deleteUser()
        case .takesManyAtOnce: try await check.manyAtOnce()
        }
    }
}

private struct ConversationStoreCheck {
    let store: any ConversationStore
    /// Of this run.
    let mark = UUID().uuidString

    private func id(_ name: String) -> String { "\(name)-\(mark)" }

    /// A whole millisecond: stores keep no finer moment.
    private var moment: Date { Date(timeIntervalSince1970: Double(1_764_000_000_123) / 1000) }

    private func turn(_ id: String, _ message: String = "운동화", _ constraints: Constraints = .init())
        -> Conversation.Turn
    {
        Conversation.Turn(
            id: id, at: moment, message: message, intent: .search,
            query: SearchQuery(text: message, need: message, constraints: constraints), shown: [id, message],
            answer: message)
    }

    func unknown() async throws {
        try demandEqual(try await store.conversation(id: id("c"), limit: 10), nil, "an unknown conversation is nil")
        try demandEqual(try await store.deleteConversation(id: id("c")), false, "there is nothing to delete")
        try demandEqual(try await store.deleteUser(id: id("u")), 0, "there is no conversation of this user")
    }

    func fullTurn() async throws {
        var constraints = Constraints()
        constraints.priceMin = 0
        constraints.priceMax = 50_000
        constraints.category = ["신발", "'"]
        constraints.gender = .child
        constraints.attribute = [
            .init("방수", .present), .init("핏", .equals("")), .init("", .number(min: 1.5, max: nil, unit: "kg")),
        ]
        constraints.exclude.term = ["가죽"]
        constraints.inStock = true
        constraints.sort = .priceAscending
        var turn = turn("t", "방수 되는 운동화", constraints)
        turn.query.language = .ja
        turn.query.leaning = .premium
        turn.query.corrected = "고친 말"
        turn.shown = []
        try await store.append(turn, to: id("c"), userId: id("u"))
        let wanted = Conversation(id: id("c"), userId: id("u"), turns: [turn])
        try demandEqual(try await store.conversation(id: id("c"), limit: 10), wanted, "a turn comes back as it was")
    }

    func intents() async throws {
        for intent in Intent.allCases {
            var turn = turn(intent.rawValue)
            turn.intent = intent
            try await store.append(turn, to: id(intent.rawValue), userId: nil)
            let found = try await store.conversation(id: id(intent.rawValue), limit: 1)?.turns
            try demandEqual(found, [turn], "every intent comes back")
        }
    }

    func texts() async throws {
        let texts = [
            "'); DELETE FROM turns; --", "\"", "%_", "🧦👩‍👩‍👧 한글 e\u{301}", "\\u0000 \\", "줄\n바꿈\r\t", "?1 :id @x $y", "$ne",
            #"{"$gt": ""}"#, "a.b.$c", String(repeating: "가", count: 100_000), "",
        ]
        for text in texts {
            let turn = turn(text, text)
            try await store.append(turn, to: text + mark, userId: mark + text)
            let found = try await store.conversation(id: text + mark, limit: 1)
            let wanted = Conversation(id: text + mark, userId: mark + text, turns: [turn])
            try demandEqual(found, wanted, "any text comes back")
            let bytes = found?.turns.first.map { Array($0.message.utf8) }
            try demandEqual(bytes, Array(text.utf8), "a text comes back byte for byte")
            try demandEqual(try await store.deleteUser(id: mark + text), 1, "a user is found by any text")
        }
    }

    /// U+FFFD may stand in for the NUL.
    func nul() async throws {
        try await store.append(turn("t", "앞\u{0}뒤"), to: id("c"), userId: id("u") + "\u{0}x")
        try await store.append(turn("t"), to: id("c") + "\u{0}x", userId: id("u"))
        let message = try await store.conversation(id: id("c"), limit: 1)?.turns.first?.message
        try demandEqual(
            message?.replacing("\u{0}", with: "\u{FFFD}"), "앞\u{FFFD}뒤", "what stands behind a NUL is kept")
        try demandEqual(try await store.deleteUser(id: id("u")), 1, "ids that differ behind a NUL are two")
        try demand(try await store.conversation(id: id("c"), limit: 1) != nil, "the other user's conversation stays")
    }

    func order() async throws {
        for index in 1...5 {
            var turn = turn("\(index)")
            // By the order of arrival, whatever the clock said.
            turn.at = moment.addingTimeInterval(Double(-index))
            try await store.append(turn, to: id("c"), userId: nil)
        }
        func ids(_ limit: Int) async throws -> [String]? {
            try await store.conversation(id: id("c"), limit: limit)?.turns.map(\.id)
        }
        try demandEqual(try await ids(2), ["4", "5"], "the newest come, oldest first")
        try demandEqual(try await ids(.max), ["1", "2", "3", "4", "5"], "all come")
        try demandEqual(try await ids(0), [], "none comes where none is wanted")
        try demandEqual(try await ids(-1), [], "none comes where fewer are wanted")
    }

    func again() async throws {
        try await store.append(turn("1"), to: id("c"), userId: nil)
        try await store.append(turn("2"), to: id("c"), userId: nil)
        try await store.append(turn("1", "다시"), to: id("c"), userId: nil)
        let turns = try await store.conversation(id: id("c"), limit: 10)?.turns
        try demandEqual(turns?.map(\.id), ["1", "2"], "a turn that comes again takes its own place")
        try demandEqual(turns?.first?.message, "다시", "a turn that comes again is the new one")
    }

    func limit() async throws {
        let limit = 200
        try await store.append(turn("other"), to: id("d"), userId: nil)
        for index in 0..<limit + 3 { try await store.append(turn("\(index)"), to: id("c"), userId: nil) }
        let turns = try await store.conversation(id: id("c"), limit: .max)?.turns
        try demandEqual(turns?.count, limit, "200 turns are kept")
        try demandEqual(turns?.first?.id, "3", "the oldest go")
        try demandEqual(try await store.conversation(id: id("d"), limit: 1)?.turns.count, 1, "of that one alone")
    }

    func notFinite() async throws {
        var constraints = Constraints()
        constraints.attribute = [.init("", .number(min: .infinity, max: nil, unit: "kg"))]
        do {
            try await store.append(turn("t", "무한", constraints), to: id("c"), userId: nil)
        } catch {
            return try demandEqual(try await store.conversation(id: id("c"), limit: 1), nil, "nothing is left of it")
        }
        throw Violation("a number that is not finite is refused")
    }

    func delete() async throws {
        try await store.append(turn("1"), to: id("c"), userId: id("u"))
        try await store.append(turn("1"), to: id("d"), userId: id("u"))
        try demand(try await store.deleteConversation(id: id("c")), "there was one to delete")
        try demandEqual(try await store.conversation(id: id("c"), limit: 1), nil, "it is gone")
        try demand(try await store.conversation(id: id("d"), limit: 1) != nil, "the other one stays")
        try await store.append(turn("2"), to: id("c"), userId: nil)
        let found = try await store.conversation(id: id("c"), limit: 9)
        try demandEqual(found?.turns.map(\.id), ["2"], "a new one begins with nothing of the old")
        try demandEqual(found?.userId, nil, "a new one belongs to nobody")
    }

    func deleteUser() async throws {
        let user = id("u")
        try await store.append(turn("1"), to: id("own"), userId: user)
        // Begun before the shopper signed in; and as somebody else.
        try await store.append(turn("1"), to: id("anonymous"), userId: nil)
        try await store.append(turn("2"), to: id("anonymous"), userId: user)
        try await store.append(turn("1"), to: id("guest"), userId: id("guest"))
        try await store.append(turn("2"), to: id("guest"), userId: user)
        try await store.append(turn("1"), to: id("others"), userId: id("v"))
        try demandEqual(
            try await store.conversation(id: id("anonymous"), limit: 1)?.userId, user, "the first named owns it")
        try demandEqual(
            try await store.conversation(id: id("guest"), limit: 1)?.userId, id("guest"), "the owner stays")
        try demandEqual(try await store.deleteUser(id: user), 3, "all that the user took part in goes")
        for name in ["own", "anonymous", "guest"] {
            try demandEqual(try await store.conversation(id: id(name), limit: 1), nil, "\(name) is gone")
        }
        try demandEqual(try await store.conversation(id: id("others"), limit: 1)?.turns.count, 1, "others' stay")
        try demandEqual(try await store.deleteUser(id: user), 0, "nothing is left to delete")
    }

    func manyAtOnce() async throws {
        try await withThrowingTaskGroup { group in
            for index in 0..<40 {
                group.addTask { try await store.append(turn("\(index)"), to: id("c\(index % 4)"), userId: id("u")) }
            }
            try await group.waitForAll()
        }
        for index in 0..<4 {
            let turns = try await store.conversation(id: id("c\(index)"), limit: 99)?.turns
            try demandEqual(Set(turns?.map(\.id) ?? []).count, 10, "none of many at once is lost")
        }
    }
}
