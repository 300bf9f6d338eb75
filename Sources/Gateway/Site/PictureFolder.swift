import Foundation
import NIOCore

/// Pictures of products in a folder of the shop. They are many and change while the gateway runs, so they are read when they are
/// asked for, on a thread that may wait.
struct PictureFolder: Sendable {
    static let maxBytes = 16 * 1024 * 1024

    private let root: String

    init(_ folder: String) { root = URL(fileURLWithPath: folder, isDirectory: true).resolvingSymlinksInPath().path }

    /// The picture; nil where there is none. Blocks.
    ///
    /// - Parameter path: as in the URL, below the folder.
    func answer(_ path: String, _ request: RequestHead) -> LocalAnswer? {
        guard let name = Self.safeName(path), let type = ContentType.ofPicture(name) else { return nil }
        let url = URL(fileURLWithPath: root + "/" + name).resolvingSymlinksInPath()
        // A link may not lead out of the folder.
        guard url.path.hasPrefix(root + "/"),
            let values = try? url.resourceValues(forKeys: [
                .isRegularFileKey, .fileSizeKey, .contentModificationDateKey,
            ]),
            values.isRegularFile == true, let size = values.fileSize, size <= Self.maxBytes
        else { return nil }
        let changed = Int64((values.contentModificationDate?.timeIntervalSince1970 ?? 0) * 1000)
        let tag = "\"" + String(changed, radix: 16) + "-" + String(size, radix: 16) + "\""
        let fields = FieldLines([
            "Content-Type": type, "Cache-Control": "public, max-age=3600", "ETag": tag,
            "Cross-Origin-Resource-Policy": "cross-origin",
            // An SVG is a document too, if someone opens it.
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        ])
        if EntityTag.matches(tag, request.values(.ifNoneMatch)) { return LocalAnswer(status: 304, fields) }
        guard let data = try? Data(contentsOf: url) else { return nil }
        return LocalAnswer(fields, content: ByteBuffer(bytes: data))
    }

    /// The name of the file, decoded; nil where it could mean anything but a file below the folder.
    static func safeName(_ path: String) -> String? {
        guard path.utf8.count <= 512, let name = path.removingPercentEncoding, !name.isEmpty else { return nil }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isSafe = parts.allSatisfy { part in
            !part.isEmpty && !part.hasPrefix(".")
                && part.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\\" && $0 != "\u{7f}" }
        }
        return isSafe ? name : nil
    }
}
