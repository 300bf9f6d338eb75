/// How Korean says that something is not there, behind the word: `없는`, `안 들어간`, `말고`, `빼고`.
enum Negation {
    /// With no spaces. Longest first.
    static let suffixes = [
        "안들어있는", "안들어간", "안들어가는", "안들은", "안나는", "안쓴", "안쓰는", "안든", "안한", "안된", "안되는", "안들", "들어가지않은", "들어있지않은",
        "사용하지않은", "나지않는",
        "하지않은", "를쓰지않은", "을쓰지않은", "쓰지않은", "프리", "제외하고", "제외한", "제외", "말고", "빼고", "빼", "아닌걸로", "아닌거", "아닌것", "아닌", "아니고",
        "아니라",
        "안들어가고", "안들어있고", "안들어갔", "들어가지않는", "들어있지않는", "들어가있지않은", "안섞인", "안섞은", "안넣은", "넣지않은", "섞이지않은", "안쓰고", "못먹는",
        "못쓰는",
        "뺀", "뺐", "제외해서", "제외하면", "말고는", "빼고는", "아니면좋", "없었으면", "없으면", "없는데",
        "없이", "없는", "없고", "없어", "싫은데", "싫은", "싫으니", "싫어요", "싫어서", "싫어", "싫고", "싫", "걸리지않", "free", "무첨가",
    ]

    static func follows(_ rest: Substring) -> Bool {
        // down alternative is no down.
        if ["alternative", "substitute", "대체"].contains(where: rest.hasPrefix) { return true }
        return suffixes.contains { rest.hasPrefix($0) }
            || ["이", "가", "은", "는", "도", "을", "를"].contains { particle in
                rest.hasPrefix(particle) && suffixes.contains { rest.dropFirst(particle.count).hasPrefix($0) }
            }
    }
}
