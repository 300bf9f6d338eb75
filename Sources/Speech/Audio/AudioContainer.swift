/// The kinds of audio file that are told apart by their first bytes. What a sender says of the kind is not believed.
public enum AudioContainer: String, Sendable, CaseIterable {
    case wav
    /// WebM and Matroska: what browsers record.
    case webm
    case ogg
    case mp3
    /// MP4, M4A and QuickTime: what Safari and telephones record.
    case mp4
    case flac
    /// AAC in ADTS frames.
    case aac

    /// nil where the bytes are of none of these.
    public init?(sniffing bytes: some Collection<UInt8>) {
        let head = Array(bytes.prefix(12))
        func has(_ text: StaticString, at offset: Int = 0) -> Bool {
            let count = text.utf8CodeUnitCount
            guard head.count >= offset + count else { return false }
            return text.withUTF8Buffer { $0.elementsEqual(head[offset..<offset + count]) }
        }
        if (has("RIFF") || has("RF64")) && has("WAVE", at: 8) {
            self = .wav
        } else if head.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) {
            self = .webm
        } else if has("OggS") {
            self = .ogg
        } else if has("fLaC") {
            self = .flac
        } else if has("ftyp", at: 4) || has("moov", at: 4) || has("mdat", at: 4) {
            self = .mp4
        } else if has("ID3") {
            self = .mp3
        } else if head.count >= 2, head[0] == 0xFF, head[1] & 0xE0 == 0xE0 {
            // A frame's head: layer 0 is AAC's, layers 1 to 3 are MPEG audio's.
            switch head[1] & 0x06 {
            case 0x00 where head[1] & 0xF0 == 0xF0: self = .aac
            case 0x02, 0x04, 0x06: self = .mp3
            default: return nil
            }
        } else {
            return nil
        }
    }
}
