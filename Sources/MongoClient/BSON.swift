public import Shop

/// Documents as bytes (bsonspec.org), as they go over the wire.
public enum BSON {
    /// Throws `MongoError` with `invalidDocument` for what BSON has no form for.
    public static func bytes(of document: MongoDocument) throws(MongoError) -> [UInt8] {
        try BSONWriter.bytes(of: document)
    }

    /// Throws `MongoError` with `invalidDocument` for anything that is not one document of at most `limit` bytes, nested at
    /// most 64 deep. O(bytes).
    public static func document(_ bytes: [UInt8], limit: Int = 16 << 20) throws(MongoError) -> JSONValue {
        let result: Result<JSONValue, MongoError> = bytes.withUnsafeBytes { raw in
            Result { () throws(MongoError) in try BSONReader.value(raw, limit: limit) }
        }
        return try result.get()
    }
}
