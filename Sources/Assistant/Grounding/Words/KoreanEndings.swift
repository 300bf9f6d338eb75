/// What Korean hangs on its words: particles, the copula, 하다 and 되다, and the endings of verbs.
enum KoreanEndings {
    private static let particles = words(
        """
        은 는 이 가 을 를 의 에 와 과 도 만 로 으로 랑 이랑 나 이나 에서 에게 께 께서 한테 까지 부터 보다 처럼 만큼 마다 밖에 라도 이라도 \
        이든 든 하고 대로 쯤 들 용 별 씩 째 형 님 적
        """)
    private static let linking = words("에 에서 에게 으로 로 까지 부터 만 와 과 들 용 보다 처럼 마다 형 씩 님 께 적")
    static let copula = Set(
        words(
            """
            이에요 예요 에요 입니다 이고 고 이며 며 인데 인데요 이지만 지만 이라 라 이라서 라서 인 이라는 라는 이라고 라고 이네요 네요 이죠 죠 \
            였어요 이었어요 이니 니 이니까 니까 이면 면 이라면 라면 일 이어서 여서 이랍니다 랍니다 이거든요 인가요 일까요 이신 이세요 세요 \
            이군요 군요 임 이란 란 요 이요 이라도 이어도 여도 이나 이지 이다
            """))
    private static let doing = words(
        """
        하다 해 해요 합니다 하고 하며 하지만 하는 한 할 했 했어요 했습니다 하기 하게 해서 하여 하면 하면서 하니 하니까 하지 하신 하실 \
        하세요 하시는 하시면 하셔도 하시기 하신다면 하시다면 해도 해야 한데 하는데 함 하답니다 하네요 하죠 하려면 하도록 하던 하거나 하기에 하기에도 하기도 한다면 \
        돼 돼요 됩니다 되고 되며 되지만 되는 된 될 됐 됐어요 됐습니다 되기 되게 돼서 되어 되면 되니 되지 되신 되세요 되는데 됨 되어요 \
        되네요 되어서 되도록 되죠 되어도 돼도 되어있어요 돼있어요 되어있고 시키는 스러운 스러워요 롭고 로운 하다는 한다는 하다고 한다고 된다는 된다고
        """)

    /// What may follow a noun or a 하다 stem.
    static let all: Set<String> = {
        var all = Set(particles + copula + doing)
        for first in linking {
            for second in particles + copula { all.insert(first + second) }
        }
        return all
    }()

    /// What may follow the stem of a verb, where the stem ends in the syllable that `WordForms` restores.
    static let verbal: Set<String> = {
        let plain = words(
            """
            요 서 도 야 고 며 면 면서 니 니까 지 지만 지는 지도 는 는데 는데요 은 은데 을 기 게 다 네요 나요 죠 거나 도록 려고 려면 으면 으면서 으니 으니까 \
            어 아 어요 아요 어서 아서 어도 아도 어야 아야 습니다 니다 으며 기에 기에도 기도 기는 던 을까요 까요 세요 으세요 시는 으시는 실 으실 신 \
            으신 시면 으시면 신다면 으신다면 시다면 셔서 셔도 시고 시기 시기에 네 음 움 는지 은지 지요 답니다 는다면 다면 라면 게요 을게요 으시는군요 시는군요 는군요 군요 으신가요 신가요 은가요 는가요 가요 는다고 다고 다는 다니 어진 아진 자면
            """)
        var all = Set(plain)
        for first in ["었", "았", "했", "였", "겠"] {
            for second in ["어요", "습니다", "는데", "지만", "고", "다", "던", "으니", "으면", "네요", "죠"] { all.insert(first + second) }
        }
        return all
    }()

    private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}
