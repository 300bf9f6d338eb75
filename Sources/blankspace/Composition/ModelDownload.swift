import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import Resilience
import ServiceLifecycle

/// Fetches a model that the settings name by its URL into the models folder, once, in the background. Whoever needs it finds it
/// there when it has come.
struct ModelDownload: Service {
    private struct Failure: Error, CustomStringConvertible { let description: String }

    /// Bytes that a model may have.
    private static let limit = 8 << 30

    private let url: URL
    private let path: String
    private let logger: Logger

    /// nil where no URL is named, or what it names has been fetched.
    init?(_ settings: Settings, logger: Logger) {
        guard settings.speech.listener == .whisper, let url = settings.speech.model.flatMap(Self.url) else {
            return nil
        }
        let path = Self.path(of: url, in: settings.modelsFolder)
        if FileManager.default.fileExists(atPath: path) { return nil }
        self.url = url
        self.path = path
        self.logger = logger
    }

    static func url(_ text: String) -> URL? {
        guard text.hasPrefix("https://") || text.hasPrefix("http://"), let url = URL(string: text), url.host != nil
        else { return nil }
        return url
    }

    static func path(of url: URL, in folder: String) -> String {
        let name = url.lastPathComponent.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
        return folder + "/" + (name.isEmpty || name.hasPrefix(".") ? "model.bin" : name)
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var backoff = Backoff(first: .seconds(5), longest: .seconds(300))
            while !Task.isCancelled {
                do {
                    try await withTaskExecutorPreference(BackgroundExecutor.shared) { try await fetch() }
                    logger.info("the speech model has been fetched")
                    break
                } catch {
                    if Task.isCancelled { return }
                    logger.warning("the speech model cannot be fetched", metadata: ["reason": "\(error)"])
                }
                do { try await backoff.wait() } catch { return }
            }
            // A service that ends takes the others with it.
            try? await gracefulShutdown()
        }
    }

    /// Into a file beside, which takes its place when it is whole; a digest is checked when it is loaded.
    private func fetch() async throws {
        let folder = (path as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let response = try await OutgoingCalls.client.execute(
            HTTPClientRequest(url: url.absoluteString), deadline: .now() + .hours(6))
        guard response.status == .ok else { throw Failure(description: "the server answered \(response.status.code)") }
        let expected = response.headers.first(name: "content-length").flatMap { Int($0) }
        let part = path + ".part"
        guard FileManager.default.createFile(atPath: part, contents: nil), let file = FileHandle(forWritingAtPath: part)
        else { throw Failure(description: "the models folder cannot be written") }
        defer { try? FileManager.default.removeItem(atPath: part) }
        var (size, told) = (0, 0)
        do {
            defer { try? file.close() }
            for try await buffer in response.body {
                size += buffer.readableBytes
                guard size <= Self.limit else { throw Failure(description: "the file is larger than 8 GB") }
                try file.write(contentsOf: Data(buffer.readableBytesView))
                if let expected, expected > 0, size * 10 / expected > told {
                    told = size * 10 / expected
                    logger.info("fetching the speech model", metadata: ["percent": "\(told * 10)"])
                }
            }
        }
        if let expected, size != expected { throw Failure(description: "the connection broke off") }
        guard rename(part, path) == 0 else { throw Failure(description: "the models folder cannot be written") }
    }
}
