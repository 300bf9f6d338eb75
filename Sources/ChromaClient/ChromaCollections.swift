import Foundation
import HTTPCalls

/// A collection as the server describes it.
public struct ChromaCollection: Sendable, Hashable {
    /// The UUID by which records are reached.
    public var id: String
    public var name: String
    public var metadata: ChromaMetadata
    /// Components of each vector; nil while it is empty.
    public var dimension: Int?
}

extension ChromaCollection: Decodable {
    enum CodingKeys: CodingKey { case id, name, metadata, dimension }

    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        id = try members.decode(String.self, forKey: .id)
        name = try members.decode(String.self, forKey: .name)
        metadata = try members.decodeIfPresent(ReceivedMetadata.self, forKey: .metadata)?.values ?? [:]
        dimension = try members.decodeIfPresent(Int.self, forKey: .dimension)
    }
}

/// Of the graph that a collection is searched by. nil leaves the server's own value.
public struct ChromaHNSW: Sendable, Encodable {
    public enum Space: String, Sendable, Encodable { case cosine, l2, ip }

    public var space: Space?
    /// Candidates while building: more is a better graph and a slower build.
    public var efConstruction: Int?
    /// Candidates while searching: more finds more and takes longer.
    public var efSearch: Int?
    public var maxNeighbors: Int?

    enum CodingKeys: String, CodingKey {
        case space
        case efConstruction = "ef_construction"
        case efSearch = "ef_search"
        case maxNeighbors = "max_neighbors"
    }

    public init(space: Space? = nil, efConstruction: Int? = nil, efSearch: Int? = nil, maxNeighbors: Int? = nil) {
        self.space = space
        self.efConstruction = efConstruction
        self.efSearch = efSearch
        self.maxNeighbors = maxNeighbors
    }
}

extension ChromaClient {
    private struct Configuration: Encodable { var hnsw: ChromaHNSW }

    /// Creates a collection. Where one of that name exists: throws `ChromaError` with `.alreadyExists`, or, with `orGet`, returns
    /// it as it is, whatever metadata and graph were asked for.
    public func createCollection(
        _ name: String, metadata: ChromaMetadata = [:], hnsw: ChromaHNSW = ChromaHNSW(space: .cosine),
        orGet: Bool = false
    ) async throws -> ChromaCollection {
        struct Body: Encodable {
            var name: String
            var get_or_create: Bool
            var metadata: ChromaMetadata?
            var configuration: Configuration
        }
        let body = Body(
            name: name, get_or_create: orGet, metadata: metadata.isEmpty ? nil : metadata,
            configuration: Configuration(hnsw: hnsw))
        return try await post(
            collectionsPath, try JSONEncoder().encode(body), as: ChromaCollection.self,
            retry: orGet ? .idempotent : .never)
    }

    /// nil where there is none of that name.
    public func collection(_ name: String) async throws -> ChromaCollection? {
        do {
            return try await get("\(collectionsPath)/\(Self.segment(name))", as: ChromaCollection.self)
        } catch let error as ChromaError where error.code == .notFound {
            return nil
        }
    }

    /// A page of the database's collections.
    public func collections(limit: Int, offset: Int = 0) async throws -> [ChromaCollection] {
        try await get("\(collectionsPath)?limit=\(limit)&offset=\(offset)", as: [ChromaCollection].self)
    }

    /// Changes what is not nil. The metadata given take the place of those before.
    public func modifyCollection(
        id: String, name: String? = nil, metadata: ChromaMetadata? = nil, hnsw: ChromaHNSW? = nil
    ) async throws {
        struct Body: Encodable {
            var new_name: String?
            var new_metadata: ChromaMetadata?
            var new_configuration: Configuration?
        }
        let body = Body(new_name: name, new_metadata: metadata, new_configuration: hnsw.map(Configuration.init))
        _ = try await call(.put, "\(collectionsPath)/\(Self.segment(id))", body: try JSONEncoder().encode(body))
    }

    /// Deletes a collection with its records; none of that name is no error.
    public func deleteCollection(_ name: String) async throws {
        do {
            _ = try await call(.delete, "\(collectionsPath)/\(Self.segment(name))")
        } catch let error as ChromaError where error.code == .notFound {}
    }
}
