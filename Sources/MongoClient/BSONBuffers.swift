internal import CMongoc
internal import Shop

/// Hands a document to the driver for the length of a call.
func withBSON<Value>(
    _ document: MongoDocument, _ body: (OpaquePointer) throws -> Value
) throws -> Value {
    let bytes = try BSONWriter.bytes(of: document)
    guard let bson = bson_new_from_data(bytes, bytes.count) else {
        throw MongoError(.invalidDocument, "a document cannot be written: it is too long")
    }
    defer { bson_destroy(bson) }
    return try body(bson)
}

/// Room for the reply that the driver lays out, read as a value when the call has ended, whether it failed or not.
func withReply<Value>(
    limit: Int = .max, _ body: (OpaquePointer) throws -> Value
) throws -> (value: Value, reply: JSONValue) {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: blankspace_bson_size(), alignment: 128)
    defer { memory.deallocate() }
    let reply = OpaquePointer(memory)
    bson_init(reply)
    defer { bson_destroy(reply) }
    let value = try body(reply)
    return (value, try json(reply, limit: limit))
}

/// A document that the driver holds.
func json(_ bson: OpaquePointer, limit: Int) throws(MongoError) -> JSONValue {
    guard let start = bson_get_data(bson) else { throw MongoError(.invalidDocument, "a document has no bytes") }
    return try BSONReader.value(
        UnsafeRawBufferPointer(start: start, count: Int(blankspace_bson_length(bson))), limit: limit)
}
