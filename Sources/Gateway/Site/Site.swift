import Foundation
import NIOCore

/// The files of the built page, read once into memory with the compressed variants that lie beside them (`app.js.br`, `app.js.gz`).
struct Site: Sendable {
    enum Failure: Error, CustomStringConvertible {
        case unreadable(String)
        case tooLarge(Int)

        var description: String {
            switch self {
            case .unreadable(let path): "\(path) cannot be read"
            case .tooLarge(let bytes): "the page's folder holds more than \(bytes) bytes"
            }
        }
    }

    /// All files together.
    static let maxBytes = 64 * 1024 * 1024

    private let files: [String: SiteFile]

    static let empty = Site(files: [:])

    /// The files as paths of URLs: `/index.html`.
    var paths: Set<String> { Set(files.keys) }

    private init(files: [String: SiteFile]) { self.files = files }

    /// Reads a folder and those in it; names that begin with a dot are left out. Blocks. Throws `Failure`.
    init(folder: String) throws {
        let root = URL(fileURLWithPath: folder, isDirectory: true).resolvingSymlinksInPath()
        guard
            let list = FileManager.default.enumerator(
                at: root, includingPropertiesForKeys: [.isRegularFileKey, .fileSizeKey], options: [.skipsHiddenFiles])
        else { throw Failure.unreadable(folder) }
        var contents: [String: [UInt8]] = [:]
        var total = 0
        for case let url as URL in list {
            guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
            guard let data = try? Data(contentsOf: url) else { throw Failure.unreadable(url.path) }
            total += data.count
            guard total <= Self.maxBytes else { throw Failure.tooLarge(Self.maxBytes) }
            contents["/" + url.path.dropFirst(root.path.count).drop { $0 == "/" }] = Array(data)
        }
        guard !contents.isEmpty else { throw Failure.unreadable(folder) }
        var files: [String: SiteFile] = [:]
        for (path, bytes) in contents {
            let plain = path.hasSuffix(".br") || path.hasSuffix(".gz") ? String(path.dropLast(3)) : nil
            if let plain, contents[plain] != nil { continue }
            files[path] = SiteFile(path: path, bytes, brotli: contents[path + ".br"], gzip: contents[path + ".gz"])
        }
        self.files = files
    }

    /// - Parameter path: one of `paths`.
    func answer(_ path: String, _ request: RequestHead) -> LocalAnswer {
        files[path]?.answer(request) ?? .problem(GatewayProblem(.unknownPath, "Look at the address."))
    }
}
