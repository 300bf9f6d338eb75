/// Units in Latin letters and signs.
enum Units {
    /// The longest unit at `index` that no letter or digit follows. Case counts where one letter means two things (5g, 5G).
    static func match(_ text: Scalars, at index: Int) -> (spoken: String, end: Int)? {
        for length in stride(from: min(longest, text.count - index), through: 1, by: -1) {
            let end = index + length
            let written = text.text(index..<end)
            guard let spoken = exact[written] ?? (length > 1 ? folded[written.lowercased()] : nil) else { continue }
            if let last = text.at(end - 1), last.isLatin || last.isASCIIDigit, let next = text.at(end) {
                if next.isLatin || next.isASCIIDigit { continue }
            }
            return (spoken, end)
        }
        return nil
    }

    private static let longest = 5

    private static let exact: [String: String] = [
        "m": "미터", "g": "그램", "t": "톤", "l": "리터", "L": "리터", "W": "와트", "w": "와트", "V": "볼트", "A": "암페어", "h": "시간",
        "%": "퍼센트", "°": "도", "°C": "도", "°F": "도", "%p": "퍼센트포인트", "P": "포인트", "B": "바이트", "Ω": "옴", "\"": "인치",
    ]

    private static let folded: [String: String] = [
        "cm": "센티미터", "mm": "밀리미터", "km": "킬로미터", "nm": "나노미터", "um": "마이크로미터", "kg": "킬로그램", "mg": "밀리그램",
        "ml": "밀리리터", "dl": "데시리터", "cc": "씨씨", "m2": "제곱미터", "m3": "세제곱미터", "cm2": "제곱센티미터", "cm3": "세제곱센티미터",
        "km2": "제곱킬로미터", "mm2": "제곱밀리미터",
        "kw": "킬로와트", "kwh": "킬로와트시", "wh": "와트시", "kv": "킬로볼트", "mv": "밀리볼트", "ma": "밀리암페어", "mah": "밀리암페어시",
        "hz": "헤르츠", "khz": "킬로헤르츠", "mhz": "메가헤르츠", "ghz": "기가헤르츠", "kb": "킬로바이트", "mb": "메가바이트", "gb": "기가바이트",
        "tb": "테라바이트", "gbps": "기가비피에스", "mbps": "메가비피에스", "dpi": "디피아이", "ppi": "피피아이", "px": "픽셀", "fps": "프레임",
        "rpm": "알피엠", "db": "데시벨", "hpa": "헥토파스칼", "kpa": "킬로파스칼", "pa": "파스칼", "bar": "바", "psi": "피에스아이",
        "kcal": "킬로칼로리", "cal": "칼로리", "lm": "루멘", "lux": "럭스", "cd": "칸델라", "nit": "니트", "nits": "니트", "lb": "파운드",
        "lbs": "파운드", "oz": "온스", "in": "인치", "inch": "인치", "ft": "피트", "yd": "야드", "hr": "시간", "hrs": "시간", "min": "분",
        "sec": "초", "ms": "밀리초", "km/h": "킬로미터", "kmh": "킬로미터", "m/s": "미터", "pt": "포인트", "pcs": "개", "ea": "개",
        "mp": "메가픽셀",
        "krw": "원", "usd": "달러", "eur": "유로", "jpy": "엔",
    ]

    /// A currency's sign before the amount.
    static func currency(_ sign: Unicode.Scalar) -> String? {
        switch sign {
        case "₩": "원"
        case "$": "달러"
        case "€": "유로"
        case "£": "파운드"
        case "¥": "엔"
        default: nil
        }
    }
}
