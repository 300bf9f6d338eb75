import Hangul

/// What lies outside the shop, and attempts on the assistant itself, by the words they are put in.
enum OutOfScope {
    /// Phrases with no spaces. Attempts on the assistant come first: they win over everything else.
    private static let attempts: [(Courtesy, [String])] = [
        (
            .promptInjection,
            [
                "이전지시", "지금까지의지시", "앞의지시", "지시를무시", "지시무시", "지시는무시", "시스템프롬프트", "프롬프트를", "프롬프트그대로", "개발자메시지", "내부설정",
                "네설정", "설정에적힌", "숨겨진규칙", "숨은규칙", "관리자모드", "개발자모드", "제한없는ai",
                "라고만대답", "라고만답해", "라고답해", "[system]", "<system>", "systemprompt", "previousinstruction", "ignoreall",
                "ignoreprevious", "ignoreyour", "hiddenrule", "yourrules", "yourinstruction", "jailbreak", "api키",
                "apikey", "비밀번호를",
                "0원으로바꿔", "가격을전부", "역할극", "너는이제", "youarenow", "developermode", "revealyour", "printyour",
            ]
        ),
        (.privacy, ["다른고객", "다른사람주문", "남의주문", "고객정보", "회원정보보여", "othercustomer", "개인정보보여", "주소알려줘", "전화번호알려줘"]),
    ]
    private static let topics: [(Courtesy, [String])] = [
        (.politics, ["선거", "대통령", "국회의원", "정당", "정치", "election", "president", "투표"]),
        (
            .medical,
            [
                "무슨병", "무슨약", "어떤약", "약먹여", "약먹어야", "진단", "처방", "증상이뭐", "토할것", "병원가야", "어지럽고", "머리가계속", "부작용",
                "diagnos", "prescri", "먹으면죽", "먹었는데괜찮",
            ]
        ),
        (.finance, ["주식", "코인", "비트코인", "투자", "부동산", "환율", "대출", "stock market", "bitcoin", "invest"]),
        (
            .weather,
            [
                "날씨알려", "날씨어때", "날씨어떄", "내일날씨", "오늘날씨", "서울날씨", "기온", "weathertoday", "weathertomorrow", "weatherin",
                "what'stheweather",
            ]
        ),
        (
            .coding,
            ["코드짜", "코드작성", "코드를", "크롤러", "프로그램짜", "파이썬으로", "자바스크립트로", "디버깅", "알고리즘", "writecode", "pythonscript"]
        ),
        (
            .homework,
            [
                "숙제", "과제대신", "대신써줘", "에세이", "독후감", "번역해줘", "번역해서", "시를써", "노래가사", "homework", "translatethis",
                "writeanessay",
            ]
        ),
        (.otherShop, ["다른쇼핑몰", "다른사이트", "다른데가더싸", "타사이트", "최저가사이트", "othershop", "anotherstore", "amazon"]),
        (
            .unrelated,
            ["농담해", "농담하나", "심심해놀아", "너누가만들", "운세", "타로", "로또번호", "축구경기", "몇대몇", "영화추천", "맛집", "노래추천", "뉴스", "연예인"]
        ),
    ]

    /// Why a message is declined; nil where it is not. `asksForThings`: the shop's things are asked for in the same breath.
    static func reason(_ message: String, asksForThings: Bool) -> Courtesy? {
        let compact = TextFolding.folded(message).filter { $0 != " " }
        for (courtesy, phrases) in attempts where phrases.contains(where: { compact.contains($0.filter { $0 != " " }) })
        { return courtesy }
        if asksForThings { return nil }
        for (courtesy, phrases) in topics where phrases.contains(where: { compact.contains($0.filter { $0 != " " }) }) {
            return courtesy
        }
        return nil
    }
}
