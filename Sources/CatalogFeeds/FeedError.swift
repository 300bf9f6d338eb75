/// Why a feed as a whole could not be read. Single bad records are no error: they come as `CatalogRecord.rejected`.
public enum FeedError: Error, Equatable, CustomStringConvertible {
    /// The file cannot be opened or read.
    case unreadable(path: String, reason: String)
    /// Nothing here tells what the file is. `hint` says what is missing.
    case unknownFormat(path: String, hint: String)
    /// The text is in an encoding that is not read. `hint` says how to convert it.
    case unknownEncoding(path: String, hint: String)
    /// Not a byte in the file: more likely a failed export than a shop without products.
    case empty(path: String)
    /// An XML document type that declares entities or anything else of its own.
    case forbiddenDeclaration(path: String, line: Int)
    /// A compressed file that unpacks to more than `limit` bytes.
    case tooLarge(path: String, limit: Int)

    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path): cannot be read: \(reason)"
        case .unknownFormat(let path, let hint): "\(path): no known feed format: \(hint)"
        case .unknownEncoding(let path, let hint): "\(path): unknown text encoding: \(hint)"
        case .empty(let path): "\(path): the file is empty"
        case .forbiddenDeclaration(let path, let line):
            "\(path):\(line): an XML document type with declarations is not read; remove <!DOCTYPE … [ … ]>"
        case .tooLarge(let path, let limit): "\(path): unpacks to more than \(limit) bytes"
        }
    }
}
