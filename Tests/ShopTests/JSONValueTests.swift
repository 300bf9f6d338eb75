import Foundation
import Shop
import Testing

@Suite struct JSONValueTests {
    private func parse(_ text: String) throws -> JSONValue { try JSONValue(parsing: Data(text.utf8)) }

    @Test func readsEveryKindOfValue() throws {
        let value = try parse(#" {"a":[1,-2.5,1e3,true,false,null,"가\n\"\u0041"],"b":{}} "#)
        #expect(
            value
                == .object([
                    "a": .array([1, .number(-2.5), 1000, true, false, .null, "가\n\"A"]), "b": .object([:]),
                ]))
    }

    @Test(arguments: [
        "", " ", "{", "[1,]", "{\"a\":}", "{\"a\" 1}", "{a:1}", "01", "-", "1.", ".5", "1e", "+1", "nul", "tru", "\"a",
        "\"\\x\"", "\"\\u12\"", "\"a\nb\"", "[1] 2", "{\"a\":1,}", "1e999", "NaN", "'a'", "[", "\u{FEFF}1", "\"\\",
    ])
    func refusesWhatIsNotJSON(_ text: String) {
        #expect(throws: DecodingError.self) { try parse(text) }
    }

    @Test func refusesTextThatIsNotUTF8() {
        #expect(throws: DecodingError.self) { try JSONValue(parsing: Data([0x22, 0xC7, 0xD1, 0x22])) }
    }

    @Test func saysWhereTheTextBreaks() {
        let error = #expect(throws: JSONSyntaxError.self) {
            try Array("{\"a\": ?}".utf8).withUnsafeBufferPointer { try JSONValue(parsing: $0) }
        }
        #expect(error?.offset == 6)
    }

    @Test(arguments: [
        (#""\ud83d\ude00""#, "😀"), (#""\ud83d""#, "\u{FFFD}"), (#""\ud83dx""#, "\u{FFFD}x"), (#""\ude00""#, "\u{FFFD}"),
        (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""\/\b\f\r\t""#, "/\u{8}\u{C}\r\t"),
    ])
    func resolvesEscapes(_ text: String, _ expected: String) throws {
        #expect(try parse(text) == .string(expected))
    }

    @Test(
        arguments: [
            ("0", 0), ("-0", 0), ("9007199254740992", 9_007_199_254_740_992), ("0.1", 0.1), ("298.45", 298.45),
            ("123456789012345678", 123_456_789_012_345_680), ("1.7976931348623157e308", 1.7976931348623157e308),
            ("3.141592653589793", 3.141592653589793), ("1E-2", 0.01), ("0.000000000000001", 1e-15),
        ] as [(String, Double)])
    func readsNumbersExactly(_ text: String, _ expected: Double) throws {
        #expect(try parse(text) == .number(expected))
    }

    @Test func boundsNesting() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(throws: Never.self) { try parse(nested(256)) }
        #expect(throws: DecodingError.self) { try parse(nested(257)) }
        #expect(throws: DecodingError.self) { try parse(String(repeating: "{\"a\":[", count: 500_000)) }
    }

    @Test func readsTheSameAsCodable() throws {
        let text = #"{"a":[{"b":1.5,"c":"가나"},[],{}],"d":null,"e":false,"f":-3e-2,"g":"\u00e9"}"#
        #expect(try parse(text) == JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)))
    }

    @Test func canonicalBytesAreSortedAndReadBack() throws {
        let value = JSONValue.object(["b": .array([1, .number(0.5)]), "a": "/가"])
        let data = try value.canonicalData()
        #expect(String(decoding: data, as: UTF8.self) == #"{"a":"/가","b":[1,0.5]}"#)
        #expect(try JSONValue(parsing: data) == value)
    }

    @Test func accessorsAnswerForTheirKindOnly() {
        let value = JSONValue.object(["n": 3, "t": "x"])
        #expect(value["n"]?.integer == 3)
        #expect(value["n"]?.string == nil)
        #expect(value["t"]?.string == "x")
        #expect(value["t"]?.number == nil)
        #expect(JSONValue.number(0.5).integer == nil)
        #expect(JSONValue.null["n"] == nil)
    }
}
