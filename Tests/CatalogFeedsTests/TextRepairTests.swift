import CatalogFeeds
import Shop
import Testing

@Suite struct TextRepairTests {
    /// The members through JSON, so that escapes and raw characters both go the way they go in feeds.
    private func product(name: String = "컵", details: String = "") throws -> Product {
        let json = JSONValue.object(["_id": "1", "name": .string(name), "description": .string(details)])
        return try ProductRepair.product(from: json).get().product
    }

    @Test(arguments: [
        "3 < 5", "A<B", "A<B and C>D", "a < b > c", "<무료배송> 컵", "1<2<3", "R&D AT&T", "x <- y", "<3", "5 > 3", "Q&A; B",
        "i<br", "<STYLE> 원피스", "티셔츠 <S>", "a <b and c", "&unknown; &#xZZ;", "<>", "</>", "a<", "&", "100 % <= 5",
    ])
    func keepsWhatOnlyLooksLikeMarkup(_ text: String) throws {
        #expect(try product(details: text).details == text)
    }

    @Test(arguments: [
        ("<p>하나</p><p>둘</p>", "하나\n\n둘"), ("하나<br/>둘<BR>셋", "하나\n둘\n셋"), ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("<b>굵</b>게", "굵게"), ("<a href=\"x>y\">링크</a>", "링크"), ("<td>a</td><td>b</td>", "a b"),
        ("앞<!-- say 5.0 -->뒤", "앞뒤"), ("앞<!-- 끝없는", "앞"), ("<script>alert('<b>')</script>글", "글"),
        ("<STYLE type=\"text/css\">p{}</STYLE >글", "글"), ("글<script src=x>끝", "글"), ("<img src='a' alt=\"b\">글", "글"),
        ("<input disabled>글", "글"), ("글 <a href=\"http://x", "글"), ("<div class='a'\n id=b>글</div>", "글"),
        ("<o:p>글</o:p><my-tag x=\"1\">!</my-tag>", "글!"), ("<![CDATA[글]]>", "글]]>"), ("<B>굵게</B>", "굵게"),
        ("<?xml version=\"1.0\"?>글", "글"), ("<iframe src=\"x\"><p>안</p></iframe>밖", "밖"),
    ])
    func stripsMarkup(_ html: String, _ text: String) throws {
        #expect(try product(details: html).details == text)
    }

    @Test(arguments: [
        ("a&nbsp;b&amp;c", "a b&c"), ("&lt;b&gt;굵게&lt;/b&gt;", "굵게"), ("&amp;amp; &amp;lt;p&amp;gt;글", "&\n글"),
        ("&#44032;&#xAC00;&#XAC00;", "가가가"), ("&eacute;&Eacute;&frac12;", "éÉ½"), ("&#150;", "–"), ("&nbspx", "&nbspx"),
        ("a&nbsp b", "a b"), ("&#0;&#x110000;", "&#0;&#x110000;"), ("5 &lt; 7", "5 < 7"),
        ("&hellip;&middot;&trade;", "…·™"),
        ("&#128;", "€"),
    ])
    func resolvesReferences(_ html: String, _ text: String) throws {
        #expect(try product(details: html).details == text)
    }

    @Test(arguments: [
        ("ＡＢＣ　１２３！", "ABC 123!"), ("  두  칸\t셋 ", "두 칸 셋"), ("a\u{200B}b\u{FEFF}c\u{2060}", "abc"), ("a\u{A0}b", "a b"),
        ("a\u{0}\u{7}b\u{7F}", "ab"), ("러닝화 👟🔥", "러닝화"), ("👨‍👩‍👧 가족컵 ❤️", "가족컵"), ("컵 1️⃣", "컵 1"),
        ("한\u{11AB}", "한\u{11AB}"), ("\u{1112}\u{1161}\u{11AB}글", "한글"), ("e\u{301}", "é"), ("앞\n뒤", "앞 뒤"),
        ("컵™ 3㎝", "컵™ 3㎝"),
        ("\u{202E}컵\u{202C}", "컵"), ("★특가★", "★특가★"), ("컵\u{FFFD}", "컵"), ("🇰🇷 국산", "국산"),
    ])
    func cleansNames(_ raw: String, _ name: String) throws {
        let cleaned = try product(name: raw).name
        #expect(Array(cleaned.unicodeScalars) == Array(name.unicodeScalars))
    }

    @Test(arguments: ["좋아요 👍", "가족 👨‍👩‍👧", "하트 ❤️", "둘\n셋", "둘\n\n셋"]) func descriptionsKeepEmojiAndLines(_ text: String)
        throws
    {
        #expect(try product(details: text).details == text)
        #expect(try product(details: "  " + text + "\r\n\r\n").details == text)
    }

    @Test func cleanTextIsLeftAlone() throws {
        let text = "노르딕폼 러닝화 (방수) - Light & fast, 漢字 ½ é 🎁"
        let once = try product(details: text).details
        #expect(once == text)
        #expect(try product(details: once).details == once)
    }

    @Test func cutsTextOverItsLimit() throws {
        let raw = JSONValue.object([
            "_id": "1", "name": .string(String(repeating: "가", count: 301)),
            "description": .string(String(repeating: "나", count: 20_001)),
        ])
        let repaired = try ProductRepair.product(from: raw).get()
        #expect(repaired.product.name.count == 300 && repaired.product.details.count == 20_000)
        #expect(repaired.notes.count == 2)
        #expect(try product(name: String(repeating: "가", count: 300)).name.count == 300)
    }

    @Test(arguments: [
        "<a ", "<!--", "<a x='", "<", "&", "<style>", "<script>", "<?", "</", "<a b=", "&#", "<b <b", "<p>",
    ])
    func hostileTextTakesLinearTime(_ piece: String) throws {
        let text = String(repeating: piece, count: 200_000 / piece.utf8.count)
        let time = try ContinuousClock().measure { _ = try product(name: "컵" + text, details: text) }
        #expect(time < .seconds(5))
    }
}
