internal import CMongoc
internal import Foundation

extension MongoError {
    /// What the driver reported, with error API version 2.
    init(_ error: bson_error_t, hiding secret: String?) {
        let serverCode = error.domain == MONGOC_ERROR_SERVER.rawValue ? Int(error.code) : nil
        let code = Self.code(domain: error.domain, code: error.code)
        self.init(code, Self.message(code, Self.text(of: error), hiding: secret), serverCode: serverCode)
    }

    private static func code(domain: UInt32, code: UInt32) -> Code {
        switch mongoc_error_domain_t(domain) {
        case MONGOC_ERROR_SERVER: serverCode(Int(code))
        case MONGOC_ERROR_SERVER_SELECTION: .unreachable
        case MONGOC_ERROR_SASL, MONGOC_ERROR_SCRAM: .denied
        case MONGOC_ERROR_CLIENT:
            code == MONGOC_ERROR_CLIENT_AUTHENTICATE.rawValue ? .denied : .disconnected
        // A reply that makes no sense is no better than none.
        case MONGOC_ERROR_STREAM, MONGOC_ERROR_PROTOCOL: .disconnected
        case MONGOC_ERROR_BSON: .invalidDocument
        case MONGOC_ERROR_CURSOR:
            code == MONGOC_ERROR_CHANGE_STREAM_NO_RESUME_TOKEN.rawValue ? .cannotResume : .refused
        default: code == MONGOC_ERROR_DUPLICATE_KEY.rawValue ? .duplicate : .refused
        }
    }

    /// By the numbers of MongoDB's `error_codes.yml`.
    private static func serverCode(_ code: Int) -> Code {
        switch code {
        case 13, 18, 8000: .denied
        case 11000, 11001: .duplicate
        case 40573, 40324: .changeStreamsUnsupported
        // InvalidResumeToken, ChangeStreamFatalError, ChangeStreamHistoryLost.
        case 260, 280, 286: .cannotResume
        // HostUnreachable, CursorNotFound, network time-outs, shutdown, not primary (any longer), recovering.
        case 6, 7, 43, 89, 91, 189, 9001, 10107, 11600, 11602, 13435, 13436: .disconnected
        default: .refused
        }
    }

    private static func text(of error: bson_error_t) -> String {
        withUnsafeBytes(of: error.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    private static func message(_ code: Code, _ text: String, hiding secret: String?) -> String {
        switch code {
        // Of the server's words these hold the value, which may be a shopper's.
        case .duplicate: return "a document with this key is there already"
        case .changeStreamsUnsupported: return "this server has no change streams; it is no member of a replica set"
        default: break
        }
        var line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        if let secret, !secret.isEmpty { line = line.replacingOccurrences(of: secret, with: "…") }
        if line.count > 300 { line = line.prefix(300) + "…" }
        return switch code {
        case .unreachable: "no server answers (\(line)); check the address, and that mongod runs"
        case .denied: "access denied (\(line)); check user name, password, authSource and the user's roles"
        case .cannotResume: "the place in the change stream is lost (\(line))"
        default: line
        }
    }
}

/// Calls a function of the driver that says false and fills an error where it fails.
func checked(hiding secret: String?, _ call: (inout bson_error_t) -> Bool) throws(MongoError) {
    var error = bson_error_t()
    guard call(&error) else { throw MongoError(error, hiding: secret) }
}
