import Testing
import SpokenKorean
@Test func smoke() { #expect(SpokenText().reading(of: "3개") == "세 개") }
