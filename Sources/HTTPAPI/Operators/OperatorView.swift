public import Shop

/// What operators are told besides what the interface sees by itself.
public struct OperatorView: Sendable {
    /// The same for router and server.
    public var turns = TurnLedger()
    /// nil where it cannot be told yet. An overview goes without what throws.
    public var catalog: @Sendable () async throws -> CatalogState? = { nil }
    /// The last ingest, or the one that runs; nil where there was none.
    public var ingest: (@Sendable () async throws -> IngestRun?)?

    public init() {}
}

extension CatalogState {
    var json: JSONValue {
        .object([
            "version": JSONValue(version), "products": JSONValue(products), "hidden": JSONValue(hidden),
            "policies": JSONValue(policies), "embedded": JSONValue(embedded),
            "updatedAt": updatedAt.map(JSONValue.moment) ?? .null,
        ])
    }
}

extension IngestRun {
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "state": .string(state.rawValue), "source": .string(source), "startedAt": .moment(startedAt),
            "read": JSONValue(read), "added": JSONValue(added), "changed": JSONValue(changed),
            "removed": JSONValue(removed), "rejected": JSONValue(rejected),
        ]
        members["finishedAt"] = finishedAt.map(JSONValue.moment)
        members["message"] = message.map(JSONValue.string)
        return .object(members)
    }
}
