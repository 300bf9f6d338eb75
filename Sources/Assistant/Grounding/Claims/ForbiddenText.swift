import Foundation

/// What no sentence may hold, whatever it says: hidden characters, markup, contacts, the prompt, orders.
struct ForbiddenText {
    /// Contacts that the turn's policies give, without spaces.
    let allowed: [String]
    /// Runs of the prompt's own words, without spaces, to be recognized when they are repeated.
    let secrets: Set<String>

    private static let secretLength = 14

    init(facts: [String], secrets: [String]) {
        allowed = facts.map { $0.lowercased() }
        var runs: Set<String> = []
        for secret in secrets {
            let packed = Array(Self.packed(secret))
            guard packed.count >= Self.secretLength else { continue }
            for start in 0...(packed.count - Self.secretLength) {
                runs.insert(String(packed[start..<start + Self.secretLength]))
            }
        }
        self.secrets = runs
    }

    func reason(against text: String) -> GroundingReason? {
        if text.count > 600 { return .tooLong }
        if Self.hidesText(text) { return .hiddenText }
        if text.contains(where: { "⟦⟧".contains($0) }) { return .promptLeak }
        if Self.holdsMarkup(text) { return .markup }
        if ContactDetector.holdsContact(text) || Self.holdsNumberOfContact(text), !isAllowed(text) { return .contact }
        if InstructionDetector.mentionsAssistant(text) { return .instruction }
        let packed = Array(Self.packed(text))
        if packed.count >= Self.secretLength {
            for start in 0...(packed.count - Self.secretLength)
            where secrets.contains(String(packed[start..<start + Self.secretLength])) {
                return .promptLeak
            }
        }
        if Self.claimsAction(text) { return .actionClaim }
        return nil
    }

    private static func packed(_ text: String) -> String {
        text.precomposedStringWithCompatibilityMapping.lowercased().filter { $0.isLetter || $0.isNumber }
    }

    /// Zero-width and direction characters, private ones, blank letters, and marks laid over other characters. What emoji are
    /// made of is no hidden text.
    private static func hidesText(_ text: String) -> Bool {
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            switch scalar.properties.generalCategory {
            case .format:
                let joinsEmoji =
                    scalar.value == 0x200D && previous.map { $0.properties.isEmoji || $0.value == 0xFE0F } ?? false
                if !joinsEmoji || previous?.isASCII == true { return true }
            case .control where scalar != "\n" && scalar != "\t" && scalar != "\r": return true
            case .privateUse, .surrogate, .unassigned: return true
            case .nonspacingMark, .enclosingMark, .spacingMark:
                if scalar.value == 0xFE0F, previous?.isASCII == false { continue }
                return true
            default:
                if [0x3164, 0x115F, 0x1160, 0xFFA0, 0x2800, 0xFFFC, 0xFFFD].contains(scalar.value) { return true }
            }
        }
        return false
    }

    private static func holdsMarkup(_ text: String) -> Bool {
        let folded = text.precomposedStringWithCompatibilityMapping
        return folded.contains { "<>{}`|\\^=~_".contains($0) && $0 != "~" } || folded.contains("](")
            || folded.contains("##")
            || folded.contains("~~") || folded.contains("&lt;") || folded.contains("&#")
    }

    /// 1588-0000, 02 123 4567: groups of digits that are no thousands.
    private static func holdsNumberOfContact(_ text: String) -> Bool {
        let folded = text.precomposedStringWithCompatibilityMapping
        var groups: [Int] = []
        var current = 0
        for character in folded {
            if character.isASCII, character.isNumber {
                current += 1
            } else if "- ).".contains(character) {
                if current > 0 { groups.append(current) }
                current = 0
            } else {
                if current > 0 { groups.append(current) }
                if isTelephone(groups) { return true }
                current = 0
                groups = []
            }
        }
        if current > 0 { groups.append(current) }
        return isTelephone(groups)
    }

    private static func isTelephone(_ groups: [Int]) -> Bool {
        groups.count >= 2 && groups.reduce(0, +) >= 8 && groups.last == 4
    }

    /// Whether all that looks like a contact stands in a policy as it is.
    private func isAllowed(_ text: String) -> Bool {
        let contacts = text.lowercased().split { $0.isWhitespace }.map { word in
            word.filter { $0.isASCII && ($0.isNumber || $0.isLetter || "-.@:/".contains($0)) }
        }.filter { $0.count >= 6 }
        return !contacts.isEmpty && contacts.allSatisfy { contact in allowed.contains { $0.contains(contact) } }
    }

    /// Says that something was done that only the shop's back end does.
    private static func claimsAction(_ text: String) -> Bool {
        let packed = packed(text)
        for (thing, done) in actions where packed.contains(thing) {
            if done.contains(where: { packed.contains($0) }) { return true }
        }
        return false
    }

    private static let actions: [(String, [String])] = {
        let done = [
            "했어요", "했습니다", "해드렸", "드렸어요", "드렸습니다", "완료", "됐어요", "됐습니다", "되었", "처리", "해드릴게", "진행할게", "넣었", "담았", "담아드",
        ]
        var list = ["주문", "결제", "장바구니", "카트", "환불", "취소", "반품", "교환", "예약", "발송", "쿠폰", "적립", "배송"].map { ($0, done) }
        list.append(("담았어", ["담았어"]))
        list.append(("담아드렸", ["담아드렸"]))
        list += ["ordered", "placed", "addedto", "refunded", "purchasedfor", "checkedout", "cancelled", "canceled"].map
        {
            ($0, ["ihave", "ive", "i", "weve", "wehave", "foryou", "yourcart", "hasbeen"])
        }
        return list
    }()
}
