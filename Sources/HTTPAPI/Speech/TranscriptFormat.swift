import HTTPTypes
import Hummingbird
import Shop
import Speech

extension Transcript {
    /// The native form; times in milliseconds.
    var json: JSONValue {
        .object([
            "text": .string(text),
            "language": .string(language.code),
            "durationMs": .milliseconds(duration.inSeconds * 1_000),
            "segments": .array(
                segments.map { segment in
                    .object([
                        "text": .string(segment.text),
                        "startMs": .milliseconds(segment.start.inSeconds * 1_000),
                        "endMs": .milliseconds(segment.end.inSeconds * 1_000),
                    ])
                }),
        ])
    }
}

/// The forms of a transcript in OpenAI's dialect.
enum TranscriptFormat: String, CaseIterable {
    case json, text, srt, vtt
    case verboseJSON = "verbose_json"

    init(named name: String?) throws(Problem) {
        guard let name else {
            self = .json
            return
        }
        guard let format = Self(rawValue: name) else {
            let known = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw .member("response_format", "has to be one of: \(known).")
        }
        self = format
    }

    func response(_ transcript: Transcript) -> Response {
        switch self {
        case .json: .json(.object(["text": .string(transcript.text)]))
        case .verboseJSON: .json(verbose(transcript))
        case .text: plain(transcript.text + "\n", "text/plain; charset=utf-8")
        case .srt: plain(srt(transcript), "application/x-subrip; charset=utf-8")
        case .vtt: plain(vtt(transcript), "text/vtt; charset=utf-8")
        }
    }

    private func verbose(_ transcript: Transcript) -> JSONValue {
        .object([
            "task": "transcribe",
            "language": .string(transcript.language.code),
            "duration": .number(transcript.duration.inSeconds),
            "text": .string(transcript.text),
            "segments": .array(
                transcript.segments.enumerated().map { index, segment in
                    .object([
                        "id": JSONValue(index), "start": .number(segment.start.inSeconds),
                        "end": .number(segment.end.inSeconds), "text": .string(segment.text),
                    ])
                }),
        ])
    }

    private func srt(_ transcript: Transcript) -> String {
        transcript.segments.enumerated().map { index, segment in
            "\(index + 1)\n\(time(segment.start, ",")) --> \(time(segment.end, ","))\n\(line(segment.text))\n"
        }.joined(separator: "\n")
    }

    private func vtt(_ transcript: Transcript) -> String {
        let cues = transcript.segments.map { segment in
            "\n\(time(segment.start, ".")) --> \(time(segment.end, "."))\n\(line(segment.text))\n"
        }
        return "WEBVTT\n" + cues.joined()
    }

    /// An arrow or an empty line would end a cue.
    private func line(_ text: String) -> String {
        text.replacing("-->", with: "→").split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// 00:00:01,500
    private func time(_ moment: Duration, _ point: String) -> String {
        let total = max(0, Int((moment.inSeconds * 1_000).rounded()))
        func padded(_ value: Int, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let (hours, minutes, seconds) = (total / 3_600_000, total / 60_000 % 60, total / 1_000 % 60)
        return "\(padded(hours, 2)):\(padded(minutes, 2)):\(padded(seconds, 2))\(point)\(padded(total % 1_000, 3))"
    }

    private func plain(_ text: String, _ contentType: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: contentType, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
