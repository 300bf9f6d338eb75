/// A model as a server lists it.
public struct OllamaModel: Sendable, Equatable, Decodable {
    /// With its tag: `bge-m3:latest`.
    public var name: String
    /// Of what the model is made: another digest is another model under the same name.
    public var digest: String?
    /// Bytes.
    public var size: Int?

    public init(name: String, digest: String? = nil, size: Int? = nil) {
        self.name = name
        self.digest = digest
        self.size = size
    }

    /// Whether `name` means this model; a name without a tag means the tag `latest`.
    public func isCalled(_ name: String) -> Bool { self.name == name || self.name == name + ":latest" }
}

/// What a server tells of a model.
public struct OllamaModelCard: Sendable, Decodable {
    /// `completion`, `embedding`, `thinking`, `tools`, `vision`; nil with servers that do not tell.
    public var capabilities: [String]?
}
