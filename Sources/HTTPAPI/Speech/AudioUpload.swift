import HTTPTypes
import Hummingbird
import Shop
import Speech

/// Audio that a client sent, as the body itself or as a file in a form, with what it says about it.
struct AudioUpload: Sendable {
    var bytes: [UInt8]
    /// Fields of the form; of a bare body the query's parameters.
    var fields: [String: String]

    /// What a form takes besides its file.
    static let formOverhead = 64 * 1024

    func field(_ name: String) -> String? {
        guard let value = fields[name], !value.isEmpty else { return nil }
        return value
    }

    /// The language that is spoken: `language`, else `locale`, else Korean.
    func language() throws(Problem) -> SpokenLanguage {
        guard let tag = field("language") ?? field("locale") else { return .korean }
        guard let language = SpokenLanguage(tag) else {
            throw .parameter("language", "has to be a language tag such as `ko` or `en`.")
        }
        return language
    }
}

extension Request {
    /// The body stays with the request, so that a stream can still watch the connection.
    mutating func readAudio(_ limits: AudioLimits) async throws -> AudioUpload {
        let limit = limits.maximumBytes + AudioUpload.formOverhead
        let bytes = try await readBytes(upTo: limit)
        let contentType = headers[.contentType] ?? ""
        var upload = AudioUpload(bytes: bytes, fields: try QueryParameters(self).all)
        if contentType.lowercased().hasPrefix("multipart/") {
            guard let boundary = MultipartForm.boundary(of: contentType) else {
                throw Problem(.unsupportedMediaType, "Send `Content-Type: multipart/form-data` with its boundary.")
            }
            let form = try MultipartForm(bytes, boundary: boundary)
            guard let file = form.file else {
                throw Problem(.invalidMember, "Send the audio as the form's part `file`.", member: "file")
            }
            upload.bytes = file
            upload.fields.merge(form.fields) { _, field in field }
        }
        guard !upload.bytes.isEmpty else {
            throw Problem(.unreadableAudio, "Send the audio as the body, or as the part `file` of a form.")
        }
        return upload
    }
}
