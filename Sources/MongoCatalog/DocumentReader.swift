internal import CatalogFeeds
internal import Foundation
internal import MongoClient
internal import Search
internal import Shop
internal import Storage

/// Makes records of one collection's documents: the field map first, then the same repair as for feeds.
struct DocumentReader: Sendable {
    let kind: CatalogKind
    let map: CollectionMap

    init(_ kind: CatalogKind, _ map: FieldMap) {
        self.kind = kind
        self.map = kind == .products ? map.products : map.policies
    }

    /// What to send of the documents; nil: everything.
    var projection: MongoDocument? {
        if map.keepsUnknown {
            guard !map.excluded.isEmpty else { return nil }
            return MongoDocument(Dictionary(map.excluded.map { ($0.dotted, 0) }) { first, _ in first })
        }
        let contract =
            kind == .products ? ProductRepair.memberNames : ["id", "topic", "question", "answer", "updatedAt"]
        let roots = map.rules.values.flatMap(\.paths).map(\.root)
        return MongoDocument(
            Dictionary((roots + contract.subtracting(map.rules.keys) + ["_id"]).map { ($0, 1) }) { first, _ in first })
    }

    /// What `id` needs of the documents.
    var idProjection: MongoDocument {
        let roots = (map.rules["_id"]?.paths ?? []).map(\.root)
        return MongoDocument(Dictionary((roots + ["_id"]).map { ($0, 1) }) { first, _ in first })
    }

    /// Whether a document's id is another than its `_id`, so that the key alone does not tell it.
    var hasMappedID: Bool { map.rules["_id"] != nil }

    /// The record's id; nil where there is none.
    func id(of document: JSONValue) -> String? {
        Self.text(hasMappedID ? map.applied(to: ExtendedJSON.unwrapped(document))["_id"] : document["_id"])
    }

    /// A key as an id: text, a number, an ObjectId or a UUID.
    static func text(_ key: JSONValue?) -> String? {
        let text: String
        switch key.map(ExtendedJSON.unwrapped) {
        case .string(let value)?: text = value
        case .number(let value)?: text = Int(exactly: value).map(String.init) ?? String(value)
        default: return nil
        }
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines.union(.controlCharacters))
        return trimmed.isEmpty ? nil : trimmed
    }

    /// - Parameter ordinal: of the document in its collection, for what is rejected.
    func record(of document: Result<JSONValue, MongoError>, ordinal: Int) -> CatalogRecord {
        switch document {
        case .failure(let error): rejected(error.message, ordinal)
        case .success(let document): record(of: document, ordinal: ordinal)
        }
    }

    private func record(of document: JSONValue, ordinal: Int) -> CatalogRecord {
        var members = map.applied(to: ExtendedJSON.unwrapped(document))
        guard let id = id(of: document) else {
            return rejected(
                hasMappedID
                    ? "there is no text or number where the map has _id"
                    : "_id is neither text, a number, an ObjectId nor a UUID; map _id to a member that is", ordinal)
        }
        members["_id"] = .string(id)
        switch kind {
        case .products:
            switch ProductRepair.product(from: .object(members)) {
            case .success(let repaired): return .product(repaired.product)
            case .failure(let defect): return rejected("\(id): \(defect.reason)", ordinal)
            }
        case .policies:
            members["id"] = members.removeValue(forKey: "_id")
            switch ProductRepair.policy(from: .object(members)) {
            case .success(let repaired): return .policy(repaired.policy)
            case .failure(let defect): return rejected("\(id): \(defect.reason)", ordinal)
            }
        }
    }

    private func rejected(_ reason: String, _ ordinal: Int) -> CatalogRecord {
        .rejected(RejectedRecord(source: map.collection, line: ordinal, reason: reason))
    }

    func removal(of id: String) -> CatalogChange { kind == .products ? .removeProduct(id) : .removePolicy(id) }
}

extension FieldMap {
    /// Equal for equal maps, over restarts too.
    var fingerprint: String {
        let hash = ContentHash(
            of: [DocumentReader(.products, self), DocumentReader(.policies, self)]
                .map { $0.map.canonical }.joined(separator: "\n"))
        return String(hash.high, radix: 16)
    }
}

extension CollectionMap {
    fileprivate var canonical: String {
        let rules = rules.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.canonical)" }
        return ([collection, "\(keepsUnknown)"] + excluded.map(\.dotted) + rules).joined(separator: ";")
    }
}

extension FieldRule {
    fileprivate var canonical: String {
        switch self {
        case .constant(let value): return "=\(Self.text(value))"
        case .source(let source):
            let values = source.values.sorted { $0.key < $1.key }.map { "\($0.key):\(Self.text($0.value))" }
            let parts = [
                source.paths.map(\.dotted).joined(separator: ","), source.factor.map { "\($0)" } ?? "",
                source.separator ?? "", values.joined(separator: ","), source.fallback.map(Self.text) ?? "",
            ]
            return parts.joined(separator: "|")
        case .object(let rules):
            return "{"
                + rules.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.canonical)" }.joined(separator: ",")
                + "}"
        }
    }

    private static func text(_ value: JSONValue) -> String {
        (try? value.canonicalData()).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
