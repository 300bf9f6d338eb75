/// Words that name nothing by themselves: they take part in ranking, lightly, and never decide whether something fits.
enum GenericWords {
    private static let words: Set<String> = [
        "세트", "셋트", "용품", "제품", "상품", "물건", "아이템", "종류", "박스", "개", "팩", "묶음", "매", "장", "입", "구", "단", "종", "컬러", "색상",
        "색",
        "사이즈", "크기", "기획", "증정", "신상", "정품", "국산", "기본", "일반", "전용", "겸용", "공용", "남녀공용", "모음", "기획전", "브랜드", "한박스",
        "소재", "디자인", "스타일", "타입", "형", "용", "기기", "기구", "도구", "대용량", "한", "두", "세", "네", "하나", "둘", "선물", "추천템", "gift",
        "gifts", "present", "presents",
        "set", "pack", "piece", "pc", "pcs", "box", "kit", "item", "product", "goods", "stuff", "thing", "new", "type",
        "style", "black", "white",
        "grey", "gray", "silver", "blue", "red", "green", "pink",
    ]

    static func contains(_ word: String) -> Bool { words.contains(word) }
}
