import BlankSpaceTesting
import Foundation
import MongoClient
import Shop
import Testing

@Suite("BSON")
struct BSONTests {
    private func wrap(_ key: String, _ value: JSONValue) -> JSONValue { .object([key: value]) }

    @Test func givesBackWhatWasWritten() throws {
        let values: [JSONValue] = [
            .null, true, false, 0, -1, .number(1.5), .number(-0.000_001), .number(2_147_483_647),
            .number(2_147_483_648),
            .number(9_007_199_254_740_992), .number(1e300), "", "한글 🧦", "a\u{0}b", .array([]),
            .array([1, "a", .array([])]),
            .object([:]), .object(["가": 1, "b": .object(["c": .null])]),
            wrap("$oid", "507f1f77bcf86cd799439011"), wrap("$date", 1_764_000_000_123), wrap("$date", -1),
            wrap("$numberLong", "9223372036854775807"), wrap("$numberLong", "-9223372036854775808"),
            wrap("$numberDouble", "NaN"), wrap("$numberDouble", "-Infinity"), wrap("$numberDecimal", "12.50"),
            wrap("$numberDecimal", "1E+6000"), wrap("$uuid", "c8edabc3-f738-4ca3-b68d-ab92a91478a3"),
            wrap("$binary", .object(["base64": "AQID", "subType": "80"])),
            wrap("$timestamp", .object(["t": 4_294_967_295, "i": 1])), wrap("$minKey", 1), wrap("$maxKey", 1),
            wrap("$undefined", true), wrap("$symbol", "s"),
        ]
        for value in values {
            let bytes = try BSON.bytes(of: ["v": .json(value), "list": [.json(value)]])
            #expect(try BSON.document(bytes) == .object(["v": value, "list": .array([value])]))
        }
    }

    @Test func writesNumbersInTheSmallestKindThatHoldsThem() throws {
        func type(_ number: Double) throws -> UInt8 { try BSON.bytes(of: ["v": .json(.number(number))])[4] }
        #expect(try type(1) == 0x10)
        #expect(try type(3_000_000_000) == 0x12)
        #expect(try type(1.5) == 0x01)
        #expect(try type(1e18) == 0x01)
    }

    @Test func takesDatesAsTextAndAsDate() throws {
        let wanted = JSONValue.object(["v": wrap("$date", 1_700_000_000_123)])
        let text = wrap("$date", "2023-11-14T22:13:20.123Z")
        #expect(try BSON.document(BSON.bytes(of: ["v": .json(text)])) == wanted)
        let date = Date(timeIntervalSince1970: 1_700_000_000.123)
        #expect(try BSON.document(BSON.bytes(of: ["v": .date(date)])) == wanted)
        let whole = wrap("$date", "2023-11-14T22:13:20Z")
        let bytes = try BSON.bytes(of: ["v": .json(whole)])
        #expect(try BSON.document(bytes) == .object(["v": wrap("$date", 1_700_000_000_000)]))
    }

    @Test func keepsTheOrderOfADocument() throws {
        let bytes = try BSON.bytes(of: ["z": 1, "a": ["y": 1, "b": 2]])
        let text = String(decoding: bytes.filter { $0 >= 0x61 && $0 <= 0x7A }, as: UTF8.self)
        #expect(text == "zayb")
    }

    @Test func takesOperatorsForDocuments() throws {
        let filter: MongoDocument = ["_id": ["$in": .json(.array([1, wrap("$oid", "507f1f77bcf86cd799439011")]))]]
        let found = try BSON.document(BSON.bytes(of: filter))
        #expect(found["_id"]?["$in"]?.array?.count == 2)
    }

    @Test(arguments: [
        JSONValue.object(["$oid": "xyz"]), .object(["$oid": 1]), .object(["$date": "yesterday"]),
        .object(["$numberDecimal": "many"]), .object(["$uuid": "1"]), .object(["a\u{0}b": 1]),
        .object(["$numberInt": "3000000000"]),
    ])
    func refusesWhatHasNoForm(_ value: JSONValue) {
        let error = #expect(throws: MongoError.self) { try BSON.bytes(of: ["v": .json(value)]) }
        #expect(error?.code == .invalidDocument)
    }

    @Test func refusesDocumentsThatAreTooDeepOrTooLong() throws {
        func nested(_ depth: Int) -> JSONValue { (0..<depth).reduce(.null) { inner, _ in .object(["a": inner]) } }
        let deep = try BSON.bytes(of: ["v": .json(nested(63))])
        #expect(throws: Never.self) { try BSON.document(deep) }
        #expect(throws: MongoError.self) { try BSON.bytes(of: ["v": .json(nested(64))]) }
        #expect(throws: MongoError.self) { try BSON.document(deep, limit: deep.count - 1) }
        // What a writer without such a limit makes.
        var hostile: [UInt8] = [5, 0, 0, 0, 0]
        for _ in 0..<100_000 {
            let length = UInt32(hostile.count + 8)
            hostile = (0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + [3, 0x61, 0] + hostile + [0]
            if hostile.count > 4000 { break }
        }
        let error = #expect(throws: MongoError.self) { try BSON.document(hostile) }
        #expect(error?.message.contains("nested") == true)
    }

    @Test(
        arguments: [
            [], [5, 0, 0, 0], [4, 0, 0, 0, 0], [5, 0, 0, 0, 1], [255, 255, 255, 127, 0], [0, 0, 0, 128, 0],
            // A text whose length lies; one that is not ended; a name that is not ended; an unknown type.
            [14, 0, 0, 0, 2, 0x61, 0, 255, 255, 255, 127, 0x62, 0, 0],
            [14, 0, 0, 0, 2, 0x61, 0, 2, 0, 0, 0, 0x62, 0x62, 0],
            [8, 0, 0, 0, 1, 0x61, 0x61, 0x61], [8, 0, 0, 0, 0x63, 0x61, 0, 0],
            // A document whose inner one is longer than it; bytes behind the end.
            [13, 0, 0, 0, 3, 0x61, 0, 99, 0, 0, 0, 0, 0], [5, 0, 0, 0, 0, 0],
            // Binary with a negative length.
            [13, 0, 0, 0, 5, 0x61, 0, 255, 255, 255, 255, 0, 0],
        ] as [[UInt8]])
    func refusesWhatIsNoDocument(_ bytes: [UInt8]) {
        let error = #expect(throws: MongoError.self) { try BSON.document(bytes) }
        #expect(error?.code == .invalidDocument)
    }

    @Test func survivesDamageOfAnyByte() throws {
        let document: MongoDocument = [
            "a": "한글", "b": [1, ["c": .json(wrap("$numberDecimal", "1.5"))]],
            "d": .json(wrap("$binary", .object(["base64": "AQID", "subType": "00"]))), "e": .json(wrap("$date", 1)),
        ]
        let sound = try BSON.bytes(of: document)
        var random = SplitMix64(seed: 7)
        for _ in 0..<20_000 {
            var bytes = sound
            for _ in 0...Int.random(in: 0..<3, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
            }
            if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
            // Any value or error will do; a crash will not.
            _ = try? BSON.document(bytes)
        }
    }
}
