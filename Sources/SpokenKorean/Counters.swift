/// What stands behind a number and decides how it is read.
struct Counter {
    enum System {
        /// 한, 두, 세.
        case native
        /// 일, 이, 삼.
        case sino
        /// 일월, 이일, 유월: as `sino`, written as one word.
        case date
        /// 한 시 to 열두 시, then 십삼 시.
        case hour
        /// 한 번째 is 첫 번째.
        case ordinal
    }

    var word: String
    var system: System
    /// The largest number that is read in native words.
    var nativeLimit = 99

    /// The longest known counter at `index`. Where a space stands between number and counter, only a counter that ends its word, or
    /// has a particle behind it, is one.
    static func match(_ text: Scalars, at index: Int, afterSpace: Bool) -> Counter? {
        let end = text.end(from: index) { $0.isHangul }
        guard end > index else { return nil }
        for length in stride(from: min(end - index, longest), through: 1, by: -1) {
            let word = text.text(index..<(index + length))
            if noCounter.contains(word) { return nil }
            guard let counter = table[word] else { continue }
            if afterSpace, index + length < end, !Particles.begin(text, at: index + length) { return nil }
            return counter
        }
        return nil
    }

    private static let longest = 4

    private static let natives =
        "개 명 마리 벌 켤레 잔 병 장 권 송이 자루 그루 채 척 쌍 살 시간 가지 곳 군데 달 통 봉 봉지 박스 상자 세트 팩 캔 컵 그릇 접시 조각 줄 알 톨 묶음 다발 포 포대 모 손 "
        + "두름 짝 사람 방울 겹 칸 끼 차례 바퀴 걸음 모금 스푼 숟갈 꼬집 가닥 필 땀 올 팀 가구 건 그루 돌 대 번 배 개입 피스 벌씩 해 타래 토막 덩이 덩어리 뭉치 사이즈업"
    private static let sinos =
        "층 호 호점 인분 인용 인 위 년 년대 원 분 초 회 도 점 등 급 호선 동 쪽 페이지 매 입 주 주일 주년 개월 개년 개국 개사 박 차 기 세 세대 학년 학기 반 단계 단 퍼센트 프로 "
        + "킬로그램 킬로미터 킬로 그램 밀리그램 미터 센티미터 센티 밀리미터 밀리리터 밀리 리터 제곱미터 평 와트 킬로와트 볼트 암페어 밀리암페어 헤르츠 데시벨 칼로리 킬로칼로리 구 종 인치 "
        + "부 계 색 호실 번지 번길 번선 번호 순위 분기 시즌 배속 배율 화소 만화소 픽셀 기가 기가바이트 메가 메가바이트 테라바이트 바이트 비트 달러 유로 엔 위안 파운드 포인트 "
        + "마력 톤 데니어 수 족 권역 학점 성급 성 일간 주간 년간 개월간 분간 초간 회차 년차 개소 주차 영업일 자리 사이즈 호기"
    /// Words that begin like a counter.
    private static let noCounter: Set<String> = [
        "대형", "대중", "장기", "장식", "도어", "점포", "일반", "시리즈", "번들", "분할", "통합", "명품", "초고속", "조립", "만족", "천연", "백팩",
        "개별", "배송", "배터리", "건조", "종류", "원피스", "원단", "원형", "단독", "입구", "회원", "주방", "주문", "기능", "기본", "기종", "세일",
        "세탁", "구성", "부터", "부분", "계절", "수납", "반팔", "인기", "평점", "평균", "도트", "위한", "년형", "호환", "동안", "성인", "성능", "포함",
        "해외", "손잡이", "모델", "모드", "줄무늬", "알러지", "알레르기", "쌍둥이", "필요", "올인원", "팀원", "이상", "이하", "차이", "차량", "곳곳",
        "가지고",
    ]

    private static let table: [String: Counter] = {
        var table: [String: Counter] = [:]
        for word in sinos.split(separator: " ").map(String.init) { table[word] = Counter(word: word, system: .sino) }
        for word in natives.split(separator: " ").map(String.init) {
            table[word] = Counter(word: word, system: .native)
        }
        for word in ["월", "일"] { table[word] = Counter(word: word, system: .date) }
        table["시"] = Counter(word: "시", system: .hour)
        table["번째"] = Counter(word: "번째", system: .ordinal)
        table["째"] = Counter(word: "째", system: .native)
        table["배"] = Counter(word: "배", system: .native, nativeLimit: 19)
        table["롤"] = Counter(word: "롤", system: .native, nativeLimit: 9)
        table["대"] = Counter(word: "대", system: .native, nativeLimit: 19)
        return table
    }()

    /// `value` in words with the counter behind: 세 개, 삼 층, 유월, 첫 번째.
    func reading(of value: Int, next: String) -> String {
        switch system {
        case .native:
            // 20대 is an age or a count; an age is what shops speak of.
            if word == "대", value >= 10, value % 10 == 0 { return Numerals.sino(value) + " 대" }
            if word == "번", isLabel(next) { return Numerals.sino(value) + " 번" }
            if word == "째" { return ordinal(value) }
            guard value <= nativeLimit, let words = Numerals.native(value) else { break }
            return words + " " + word
        case .hour:
            if (1...12).contains(value), let words = Numerals.native(value) { return words + " 시" }
        case .date:
            if word == "월", value == 6 { return "유월" }
            if word == "월", value == 10 { return "시월" }
            return Numerals.sino(value) + word
        case .ordinal:
            if value == 1 { return "첫 번째" }
            if let words = Numerals.native(value) { return words + " 번째" }
        case .sino: break
        }
        return Numerals.sino(value) + " " + word
    }

    private func ordinal(_ value: Int) -> String {
        switch value {
        case 1: "첫째"
        case 2: "둘째"
        case 3: "셋째"
        case 4: "넷째"
        default: (Numerals.nativeAlone(value) ?? Numerals.sino(value)) + "째"
        }
    }

    /// 2번이 나아요, 2번 상품: the second on a list, not twice.
    private func isLabel(_ next: String) -> Bool {
        if let first = next.first, ["이", "은", "을", "으", "과", "의", "도", "호"].contains(first) { return true }
        let word = next.drop { $0 == " " }
        guard word.count < next.count else { return false }
        return ["상품", "제품", "항목", "출구", "버튼", "선택", "옵션", "모델", "후보", "사이즈", "색상", "컬러", "문항", "홀", "채널"]
            .contains { word.hasPrefix($0) }
    }
}
