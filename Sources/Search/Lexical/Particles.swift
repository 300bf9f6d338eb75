/// What may hang on a Korean noun without making it another word.
enum Particles {
    private static let forms: Set<String> = [
        "은", "는", "이", "가", "을", "를", "의", "에", "와", "과", "도", "만", "로", "으로", "에서", "에게", "한테", "께", "까지", "부터",
        "보다", "처럼", "같이", "이나", "나", "이랑", "랑", "하고", "이고", "고", "이며", "며", "이라", "라", "라서", "이라서", "인", "인데", "이다",
        "다", "입니다", "이에요", "예요", "이요", "요", "용", "들", "들이", "들을", "들은", "마다", "밖에", "조차", "에는", "에도", "에만", "에서도",
        "으로도", "로도", "로는", "으로는", "이든", "든", "이든지", "한", "하는", "하고", "하게", "해", "해서", "해요", "합니다", "하기", "할", "된",
        "되는", "되어", "돼", "돼요", "됩니다", "시", "식", "형",
    ]
    private static let scalarForms: Set<[Unicode.Scalar]> = Set(forms.map { Array($0.unicodeScalars) })
    private static let longest = scalarForms.map(\.count).max() ?? 0

    static func isParticle(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
        rest.count <= longest && scalarForms.contains(Array(rest))
    }
}
