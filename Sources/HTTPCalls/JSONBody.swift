import Foundation

/// A JSON request that carries a part which is JSON text already, such as a schema: the text goes in as it is, since servers
/// write the members of a reply in the order of the schema's.
public enum JSONBody {
    /// Encodes `value`, an object with at least one member, and adds a member of JSON text. Throws `CallError` `.malformed` in the
    /// name of `server` where the text is no JSON.
    public static func encode(
        _ value: some Encodable, adding member: String = "", json: String? = nil, server: String
    ) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        var bytes = [UInt8](try encoder.encode(value))
        guard let json else { return bytes }
        guard (try? JSONSerialization.jsonObject(with: Data(json.utf8))) != nil else {
            throw CallError(.malformed, server: server, detail: "the schema for it is not JSON")
        }
        bytes.removeLast()
        bytes.append(contentsOf: Array(",\"\(member)\":\(json)}".utf8))
        return bytes
    }

    /// Decodes a reply. Throws `CallError` `.malformed` in the name of `server`.
    public static func decode<Value: Decodable>(
        _ type: Value.Type, _ bytes: some Collection<UInt8>, server: String
    ) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw CallError(.malformed, server: server, detail: "not the JSON that its protocol says")
        }
    }
}
