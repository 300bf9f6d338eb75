import Foundation
import HTTPCalls

/// A record to be put in.
public struct ChromaRecord: Sendable, Equatable {
    public var id: String
    public var embedding: [Float]
    public var metadata: ChromaMetadata

    public init(id: String, embedding: [Float], metadata: ChromaMetadata = [:]) {
        self.id = id
        self.embedding = embedding
        self.metadata = metadata
    }
}

/// A record that was found. What was not asked for is empty.
public struct ChromaMatch: Sendable, Equatable {
    public var id: String
    /// By the collection's space; of cosine, 1 less the cosine.
    public var distance: Float
    public var metadata: ChromaMetadata
}

extension ChromaClient {
    private func records(_ collection: String, _ verb: String) -> String {
        "\(collectionsPath)/\(Self.segment(collection))/\(verb)"
    }

    /// Records of the collection with this UUID.
    public func count(collection: String) async throws -> Int {
        try await get(records(collection, "count"), as: Int.self)
    }

    /// Puts records in, each in the place of the one with its id; at most `Limits.maxBatchSize`, no id twice.
    ///
    /// - Parameter base64: only where the server takes it; a tenth of the time to write, half the size.
    public func upsert(_ batch: [ChromaRecord], collection: String, base64: Bool) async throws {
        var body: [UInt8] = []
        body.reserveCapacity(batch.reduce(0) { $0 + $1.embedding.count * (base64 ? 6 : 12) + 200 })
        body.append(contentsOf: #"{"ids":"#.utf8)
        body.append(contentsOf: try JSONEncoder().encode(batch.map(\.id)))
        body.append(contentsOf: #","metadatas":"#.utf8)
        body.append(contentsOf: try JSONEncoder().encode(batch.map { $0.metadata.isEmpty ? nil : $0.metadata }))
        body.append(contentsOf: #","embeddings":["#.utf8)
        for (number, record) in batch.enumerated() {
            if number > 0 { body.append(UInt8(ascii: ",")) }
            if base64 {
                body.append(UInt8(ascii: "\""))
                body.append(contentsOf: Self.base64(record.embedding).utf8)
                body.append(UInt8(ascii: "\""))
            } else {
                Self.append(record.embedding, to: &body)
            }
        }
        body.append(contentsOf: "]}".utf8)
        _ = try await call(.post, records(collection, "upsert"), body: Data(body), deadline: deadline * 3)
    }

    /// The `limit` nearest to `embedding`, nearest first, as far as the collection's graph finds them.
    public func query(
        _ embedding: [Float], limit: Int, collection: String, filter: ChromaFilter? = nil, metadata: Bool = false,
        deadline: Duration? = nil
    ) async throws -> [ChromaMatch] {
        var body = Array(#"{"n_results":\#(limit),"include":["distances"\#(metadata ? #","metadatas""# : "")]"#.utf8)
        if let filter {
            body.append(contentsOf: #","where":"#.utf8)
            body.append(contentsOf: try JSONEncoder().encode(filter))
        }
        body.append(contentsOf: #","query_embeddings":["#.utf8)
        Self.append(embedding, to: &body)
        body.append(contentsOf: "]}".utf8)
        struct Reply: Decodable {
            var ids: [[String]]
            var distances: [[Float?]]
            var metadatas: [[ReceivedMetadata?]]?
        }
        let reply = try await post(
            records(collection, "query"), Data(body), as: Reply.self, deadline: deadline,
            // A query that is late helps nobody.
            retry: .never)
        guard let ids = reply.ids.first, let distances = reply.distances.first, ids.count == distances.count,
            ids.count <= limit, reply.metadatas?.first.map({ $0.count == ids.count }) ?? !metadata || ids.isEmpty
        else { throw malformed("the parts of a query's reply do not fit together") }
        return try ids.indices.map { index in
            guard let distance = distances[index], distance.isFinite else {
                throw malformed("a distance is no number")
            }
            return ChromaMatch(
                id: ids[index], distance: distance, metadata: reply.metadatas?.first?[index]?.values ?? [:])
        }
    }

    /// A page of ids with their metadata, in the server's order.
    public func page(
        collection: String, limit: Int, offset: Int
    ) async throws -> [(id: String, metadata: ChromaMetadata)] {
        struct Body: Encodable {
            var limit: Int
            var offset: Int
            var include = ["metadatas"]
        }
        struct Reply: Decodable {
            var ids: [String]
            var metadatas: [ReceivedMetadata?]?
        }
        let reply = try await post(
            records(collection, "get"), try JSONEncoder().encode(Body(limit: limit, offset: offset)), as: Reply.self)
        let metadatas = reply.metadatas ?? []
        guard metadatas.count == reply.ids.count, reply.ids.count <= limit else {
            throw malformed("the parts of a page do not fit together")
        }
        return zip(reply.ids, metadatas).map { ($0, $1?.values ?? [:]) }
    }

    /// The embeddings of those among `ids` that are stored.
    public func embeddings(of ids: [String], collection: String) async throws -> [String: [Float]] {
        struct Body: Encodable {
            var ids: [String]
            var include = ["embeddings"]
        }
        struct Reply: Decodable {
            var ids: [String]
            var embeddings: [[Float]?]?
        }
        let reply = try await post(
            records(collection, "get"), try JSONEncoder().encode(Body(ids: ids)), as: Reply.self)
        let embeddings = reply.embeddings ?? []
        guard embeddings.count == reply.ids.count else { throw malformed("embeddings are missing") }
        var found: [String: [Float]] = [:]
        for (id, embedding) in zip(reply.ids, embeddings) { found[id] = embedding }
        return found
    }

    /// Takes records out; unknown ids are passed over.
    public func delete(_ ids: [String], collection: String) async throws {
        _ = try await call(.post, records(collection, "delete"), body: try JSONEncoder().encode(["ids": ids]))
    }

    private static func base64(_ vector: [Float]) -> String {
        vector.map { $0.bitPattern.littleEndian }.withUnsafeBytes { Data($0) }.base64EncodedString()
    }

    /// As JSON: the shortest decimals that read back the same. Components have to be finite.
    private static func append(_ vector: [Float], to body: inout [UInt8]) {
        body.append(UInt8(ascii: "["))
        for (index, component) in vector.enumerated() {
            if index > 0 { body.append(UInt8(ascii: ",")) }
            body.append(contentsOf: component.description.utf8)
        }
        body.append(UInt8(ascii: "]"))
    }
}
