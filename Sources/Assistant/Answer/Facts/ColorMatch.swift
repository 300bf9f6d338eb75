import Hangul

/// Whether a colour that a shopper names is one that the catalogue offers.
enum ColorMatch {
    /// The colours of `offered` that `asked` means, as the catalogue writes them. "검정색" is "블랙"; "네이비" is in "다크네이비".
    static func matches(_ asked: String, in offered: [String]) -> [String] {
        let wanted = bare(asked)
        guard !wanted.isEmpty else { return [] }
        let exact = offered.filter { bare($0) == wanted }
        if !exact.isEmpty { return exact }
        if let names = synonyms(of: wanted) {
            let same = offered.filter { color in names.contains(bare(color)) }
            if !same.isEmpty { return same }
            return offered.filter { color in names.contains { $0.count > 1 && bare(color).hasSuffix($0) } }
        }
        return wanted.count > 1 ? offered.filter { bare($0).hasSuffix(wanted) } : []
    }

    /// Whether the word names a colour that the language has a common name for.
    static func isCommon(_ word: String) -> Bool { synonyms(of: bare(word)) != nil }

    private static func bare(_ color: String) -> String {
        var name = TextFolding.folded(color).filter { !$0.isWhitespace }
        for ending in ["컬러", "color", "colour", "색상", "색"] where name.hasSuffix(ending) && name.count > ending.count {
            name.removeLast(ending.count)
            break
        }
        return name
    }

    private static func synonyms(of name: String) -> Set<String>? { groups.first { $0.contains(name) } }

    /// Names of one and the same colour in Korean, English, Japanese and Chinese.
    private static let groups: [Set<String>] = [
        ["블랙", "검정", "검은", "검", "까만", "까망", "흑", "black", "黒", "ブラック", "黑"],
        ["화이트", "흰", "하얀", "하양", "백", "white", "白", "ホワイト"],
        ["그레이", "회", "쥐", "gray", "grey", "灰", "グレー", "그래이"],
        ["네이비", "남", "곤", "감", "navy", "ネイビー", "紺", "藏青"],
        ["블루", "파란", "파랑", "푸른", "청", "blue", "青", "ブルー", "蓝"],
        ["스카이블루", "하늘", "skyblue", "水"],
        ["레드", "빨간", "빨강", "붉은", "적", "red", "赤", "レッド", "红"],
        ["핑크", "분홍", "pink", "ピンク", "粉"],
        ["브라운", "갈", "밤", "brown", "茶", "ブラウン", "棕"],
        ["그린", "초록", "녹", "green", "緑", "グリーン", "绿"],
        ["옐로우", "옐로", "노란", "노랑", "yellow", "黄", "イエロー"],
        ["오렌지", "주황", "orange", "オレンジ", "橙"],
        ["퍼플", "보라", "purple", "紫", "パープル"],
        ["실버", "은", "silver", "銀", "シルバー", "银"],
        ["골드", "금", "gold", "金", "ゴールド"],
        ["베이지", "beige", "ベージュ", "米"],
        ["아이보리", "상아", "ivory", "アイボリー"],
        ["카키", "khaki", "カーキ"],
        ["민트", "mint", "ミント"],
    ]
}
