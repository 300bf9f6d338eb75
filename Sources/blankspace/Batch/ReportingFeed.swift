import CatalogFeeds
import Foundation
import Shop
import Synchronization

/// Feed files read one after another, with one progress bar over all their bytes; rejected records are told of as they come.
final class FeedReading: Sendable {
    private struct State {
        var bytesRead: [Int]
        var bytesTotal: [Int]
        var records = 0
        var rejected = 0
        var repaired = 0
    }

    let bar: ProgressBar
    private let files: [String]
    private let showsRepairs: Bool
    private let state: Mutex<State>

    init(_ files: [String], title: String, showsRepairs: Bool = false) {
        self.files = files
        self.showsRepairs = showsRepairs
        bar = ProgressBar(title)
        let sizes = files.map { file in
            ((try? FileManager.default.attributesOfItem(atPath: file))?[.size] as? Int) ?? 0
        }
        state = Mutex(State(bytesRead: files.map { _ in 0 }, bytesTotal: sizes))
    }

    var rejected: Int { state.withLock { $0.rejected } }
    /// Records that went in changed.
    var repaired: Int { state.withLock { $0.repaired } }

    var sources: [any CatalogSource] {
        files.enumerated().map { index, path in
            ReportingFeed(
                file: CatalogFile(
                    path: path, onProgress: { self.progressed($0, of: index) }, onRepair: { self.repaired($0) }),
                reading: self)
        }
    }

    private func progressed(_ progress: FeedProgress, of index: Int) {
        let (done, total, records) = state.withLock { state in
            state.bytesRead[index] = progress.bytesRead
            state.bytesTotal[index] = progress.bytesTotal
            return (state.bytesRead.reduce(0, +), state.bytesTotal.reduce(0, +), state.records)
        }
        bar.update(done, of: total, note: "\(Price.grouped(records)) records")
    }

    private func repaired(_ repair: FeedRepair) {
        state.withLock { $0.repaired += 1 }
        guard showsRepairs else { return }
        bar.clear()
        StandardError.line("repaired: \(repair.description.printable)")
    }

    fileprivate func took(_ records: Int, rejected: [RejectedRecord]) {
        state.withLock { state in
            state.records += records
            state.rejected += rejected.count
        }
        tell(rejected)
    }

    func tell(_ rejected: [RejectedRecord]) {
        if !rejected.isEmpty { bar.clear() }
        for record in rejected { StandardError.line(record.description.printable) }
    }
}

/// One feed file that tells of the records which it cannot yield.
private struct ReportingFeed: CatalogSource {
    let file: CatalogFile
    let reading: FeedReading

    func read(_ body: (sending [CatalogRecord]) async throws -> Void) async throws {
        try await file.read { batch in
            let rejected = batch.compactMap { if case .rejected(let record) = $0 { record } else { nil } }
            reading.took(batch.count, rejected: rejected)
            try await body(batch)
        }
    }
}
