import Hangul

/// Words that name an occasion, a place or a person and no thing, as the general thesaurus knows them: 캠핑, 결혼식.
public enum SituationWords {
    private static let words: Set<String> = {
        var words = Set<String>()
        for situation in Thesaurus.general.situations {
            for trigger in situation.triggers where trigger.unicodeScalars.allSatisfy(\.isHangulSyllable) {
                words.insert(Thesaurus.key(trigger))
            }
        }
        return words
    }()

    public static func contains(_ word: String) -> Bool {
        let key = Thesaurus.key(word)
        return words.contains(key) || Thesaurus.general.isContext(key)
    }
}
