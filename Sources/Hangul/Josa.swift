/// Korean particles that change with the sound before them.
public enum Josa: Sendable, CaseIterable {
    /// 은/는
    case topic
    /// 이/가
    case subject
    /// 을/를
    case object
    /// 과/와
    case with
    /// 으로/로
    case toward
    /// 이나/나
    case orElse
    /// 이에요/예요
    case copula
    /// 이고/고
    case copulaEnding
    /// 이랑/랑
    case and
    /// 아/야
    case vocative

    /// `word` with the particle that fits how it ends: 텀블러를, 30%를, AirPebble은. Where the sound cannot be told, the form after
    /// a vowel is taken.
    public func attached(to word: some StringProtocol) -> String { String(word) + form(after: word) }

    /// The particle alone.
    public func form(after word: some StringProtocol) -> String {
        let hasFinal = Jamo.endsWithFinal(word) ?? false
        return switch self {
        case .topic: hasFinal ? "은" : "는"
        case .subject: hasFinal ? "이" : "가"
        case .object: hasFinal ? "을" : "를"
        case .with: hasFinal ? "과" : "와"
        case .toward: hasFinal && !Jamo.endsWithRieul(word) ? "으로" : "로"
        case .orElse: hasFinal ? "이나" : "나"
        case .copula: hasFinal ? "이에요" : "예요"
        case .copulaEnding: hasFinal ? "이고" : "고"
        case .and: hasFinal ? "이랑" : "랑"
        case .vocative: hasFinal ? "아" : "야"
        }
    }
}
