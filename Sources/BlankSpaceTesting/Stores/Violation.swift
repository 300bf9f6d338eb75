/// A store, or a source, that does not keep its protocol's promise.
public struct Violation: Error, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
}

func demand(_ condition: Bool, _ promise: @autoclosure () -> String) throws {
    if !condition { throw Violation(promise()) }
}

func demandEqual<Value: Equatable>(_ found: Value, _ wanted: Value, _ promise: String) throws {
    if found != wanted { throw Violation("\(promise): found \(found), wanted \(wanted)") }
}
