public import MongoClient
public import Storage

/// What a follower tells whoever runs it, for logs and for what else hangs on the catalogue.
public enum FollowerEvent: Sendable, CustomStringConvertible {
    case connected(MongoServer)
    /// Everything was read; `reason` says why.
    case read(IngestReport, reason: String)
    /// Changes were put into the catalogue as one version. Not told where nothing was another than before.
    case applied(IngestReport, [CatalogChange])
    /// A record could not be made of a document.
    case rejected(String)
    /// It goes on, with what this says.
    case notice(String)
    /// The server was lost; the next attempt comes after the pause.
    case lost(reason: String, pause: Duration)

    public var description: String {
        switch self {
        case .connected(let server):
            "connected to MongoDB \(server.version), "
                + (server.hasChangeStreams ? "which has change streams" : "a standalone server: it is polled")
        case .read(let report, let reason):
            "read the catalogue (\(reason)): \(report.added) new, \(report.changed) changed, \(report.unchanged) unchanged, "
                + "\(report.removed) removed, \(report.rejectedCount) rejected; version \(report.version)"
        case .applied(let report, _):
            "catalogue version \(report.version): \(report.added) new, \(report.changed) changed, \(report.removed) removed"
        case .rejected(let reason): "a document is left out: \(reason)"
        case .notice(let text): text
        case .lost(let reason, let pause): "\(reason); trying again in \(pause)"
        }
    }
}
