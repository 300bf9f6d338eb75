/// A voice and all that it takes.
public struct Voice: Sendable, Hashable, Identifiable {
    /// A number that changes how the voice speaks, such as its pitch or its liveliness.
    public struct Parameter: Sendable, Hashable {
        public var name: String
        public var range: ClosedRange<Double>
        public var standard: Double

        public init(name: String, range: ClosedRange<Double>, standard: Double) {
            self.name = name
            self.range = range
            self.standard = standard
        }
    }

    /// Unique among the synthesizer's voices: `espeak-ko`, `kokoro-ko-3`.
    public var id: String
    public var language: SpokenLanguage
    /// Samples a second of what it speaks.
    public var sampleRate: Int
    /// Which of the model's speakers it is, where the model has several.
    public var speaker: Int?
    /// Factors of its ordinary speed that it takes; 1 is within. A voice whose speed is fixed has 1…1.
    public var speeds: ClosedRange<Double>
    public var parameters: [Parameter]

    public init(
        id: String, language: SpokenLanguage, sampleRate: Int, speaker: Int? = nil,
        speeds: ClosedRange<Double> = 0.5...2, parameters: [Parameter] = []
    ) {
        self.id = id
        self.language = language
        self.sampleRate = sampleRate
        self.speaker = speaker
        self.speeds = speeds
        self.parameters = parameters
    }
}

/// A text to be spoken, with a voice and only with what that voice takes: there is no other way to make one.
public struct Utterance: Sendable, Equatable {
    /// UTF-8 bytes of a text that is spoken in one go: some minutes of speech.
    public static let maximumBytes = 4_000

    /// Not empty, without control characters, no white space at its ends.
    public let text: String
    public let voice: Voice
    /// The factor of the ordinary speed.
    public let speed: Double
    /// A value for each parameter of the voice.
    public let parameters: [String: Double]

    public init(
        _ text: String, voice: Voice, speed: Double = 1, parameters: [String: Double] = [:]
    ) throws(SpeechError) {
        // Before anything else looks at it.
        guard text.utf8.count <= Self.maximumBytes else {
            throw SpeechError(.textTooLong, "the text has more than \(Self.maximumBytes) bytes; send it in parts")
        }
        let line = String.UnicodeScalarView(
            text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 })
        let words = String(line).split(whereSeparator: \.isWhitespace)
        guard !words.isEmpty else { throw SpeechError(.emptyText, "there is no text to speak") }
        guard voice.speeds.contains(speed) else {
            throw .outOfRange("speed", voice.speeds, of: voice)
        }
        var values: [String: Double] = [:]
        for parameter in voice.parameters {
            let value = parameters[parameter.name] ?? parameter.standard
            guard parameter.range.contains(value) else {
                throw .outOfRange(parameter.name, parameter.range, of: voice)
            }
            values[parameter.name] = value
        }
        guard parameters.keys.allSatisfy({ values[$0] != nil }) else {
            let known = voice.parameters.map(\.name).joined(separator: ", ")
            throw SpeechError(
                .invalidParameter,
                "the voice \(voice.id) takes " + (known.isEmpty ? "no parameters" : "only \(known)"))
        }
        self.text = words.joined(separator: " ")
        self.voice = voice
        self.speed = speed
        self.parameters = values
    }
}

extension SpeechError {
    fileprivate static func outOfRange(_ name: String, _ range: ClosedRange<Double>, of voice: Voice) -> Self {
        Self(
            .invalidParameter,
            "the voice \(voice.id) takes a \(name) from \(range.lowerBound) to \(range.upperBound)")
    }
}
