/// A form of fields and files as `multipart/form-data`.
struct MultipartForm {
    /// 128 random bits: no content has it in it.
    private let boundary =
        String(UInt64.random(in: 0 ... .max), radix: 36) + String(UInt64.random(in: 0 ... .max), radix: 36)
    private var body: [UInt8] = []

    var contentType: String { "multipart/form-data; boundary=\(boundary)" }

    /// - Parameter name: of ASCII letters.
    mutating func add(_ name: String, _ value: String) {
        begin(#"form-data; name="\#(name)""#)
        body += Array("\r\n\(value)\r\n".utf8)
    }

    mutating func add(file: [UInt8], called fileName: String, as name: String) {
        // Whoever uploads names the file: nothing of the name may end the header.
        let safe = String(
            fileName.unicodeScalars.map { #""\"#.unicodeScalars.contains($0) || $0.value < 32 ? "_" : Character($0) })
        begin(#"form-data; name="\#(name)"; filename="\#(safe)""#)
        body += Array("Content-Type: application/octet-stream\r\n\r\n".utf8) + file + Array("\r\n".utf8)
    }

    private mutating func begin(_ disposition: String) {
        body += Array("--\(boundary)\r\nContent-Disposition: \(disposition)\r\n".utf8)
    }

    func finished() -> [UInt8] { body + Array("--\(boundary)--\r\n".utf8) }
}
