import Foundation
import HTTPAPI
import LocalEmbedder
import NIOCore
import NIOPosix
import Shop
import Storage

/// The checks of `doctor`: each looks at what the program would use, with these settings, on this machine. They change nothing
/// but create the files that a server would.
struct Checks {
    let settings: Settings

    func all() async -> [Check] {
        let local = [await catalog(), vectorCache(), await model(), await port(), machine(), version()]
        return local + (await SpeechChecks(settings: settings).all()) + (await ServerChecks(settings: settings).all())
    }

    private func catalog() async -> Check {
        do {
            let catalog = try await openCatalogStore(settings).loadCatalog()
            let free = Self.freeBytes(near: settings.database).map { ", \($0 >> 20) MiB free" } ?? ""
            let detail =
                "version \(catalog.version), \(Price.grouped(catalog.products.count)) products, "
                + "\(Price.grouped(catalog.policies.count)) policies in \(settings.database)" + free
            guard !catalog.products.isEmpty else {
                return Check(
                    name: "catalogue", state: .warning, detail: "empty: \(settings.database)",
                    remedy: "fill it with: blankspace ingest FILE")
            }
            return Check(name: "catalogue", state: .ok, detail: detail)
        } catch {
            return Check(
                name: "catalogue", state: .failure, detail: "\(error)",
                remedy: "mend that, or name another file with BLANKSPACE_DATABASE")
        }
    }

    private func vectorCache() -> Check {
        do {
            _ = try SQLiteVectorCache(path: settings.vectorCache)
            return Check(name: "vector cache", state: .ok, detail: settings.vectorCache)
        } catch {
            return Check(
                name: "vector cache", state: .warning, detail: "\(error)",
                remedy:
                    "without it products are embedded anew at each start; set BLANKSPACE_CACHE to a folder that can "
                    + "be written")
        }
    }

    private func model() async -> Check {
        guard settings.embedder == .local else {
            return Check(name: "embedding model", state: .ok, detail: "not used (BLANKSPACE_EMBEDDER=none)")
        }
        let path = modelPath(settings)
        do {
            // Loading checks the file's SHA-256.
            let model = try await LocalEmbedder.load(path: path)
            return Check(name: "embedding model", state: .ok, detail: "\(model.identity), checksum right, \(path)")
        } catch {
            return Check(
                name: "embedding model", state: .warning, detail: error.message,
                remedy: "without it searches go by words alone, and other languages than the catalogue's find little")
        }
    }

    private func port() async -> Check {
        let address = ListeningAddress(settings, Announcements())
        do {
            let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .bind(host: settings.host, port: settings.port).get()
            let port = channel.localAddress?.port ?? settings.port
            try await channel.close()
            return Check(name: "port", state: .ok, detail: "\(settings.host):\(port) is free")
        } catch {
            let reason = address.failure(error)?.message ?? "\(error)"
            return Check(
                name: "port", state: .warning, detail: reason,
                remedy: "where that is this server, all is well: ask it with blankspace healthcheck")
        }
    }

    private func machine() -> Check {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let memory = ProcessInfo.processInfo.physicalMemory >> 20
        let detail = "\(cores) cores, \(memory) MiB of memory, \(ProcessInfo.processInfo.operatingSystemVersionString)"
        guard memory >= 900 else {
            return Check(
                name: "machine", state: .warning, detail: detail,
                remedy: "large catalogues take about 10 KB a product and the model 150 MB")
        }
        return Check(name: "machine", state: .ok, detail: detail)
    }

    private func version() -> Check {
        Check(
            name: "version", state: .ok,
            detail: "blankspace \(BlankSpace.version), database schema \(AssistantDatabase.migrations.count), "
                + "vector cache schema \(SQLiteVectorCache.migrations.count); no compiler is needed to run it")
    }

    private static func freeBytes(near path: String) -> Int? {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
        return (attributes?[.systemFreeSize] as? NSNumber)?.intValue
    }
}
