/// A language that is spoken, by its ISO 639 code: `ko`, `en`. Region and script of a longer tag (`ko-KR`) are dropped, since
/// recognizers and voices differ by language.
public struct SpokenLanguage: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// Two or three lower-case letters; "und" (undetermined) where the tag was none.
    public let code: String

    public static let korean: Self = "ko"
    public static let english: Self = "en"

    /// nil where `tag` does not begin with a language code.
    public init?(_ tag: some StringProtocol) {
        let code = tag.prefix { $0 != "-" && $0 != "_" }.lowercased()
        guard (2...3).contains(code.utf8.count), code.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else {
            return nil
        }
        self.code = code
    }

    public init(stringLiteral tag: String) { self = Self(tag) ?? Self(unchecked: "und") }

    private init(unchecked code: String) { self.code = code }

    public var description: String { code }
}
