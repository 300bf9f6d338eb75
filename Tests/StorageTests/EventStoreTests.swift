public import BlankSpaceTesting
import Foundation
import Shop
public import Storage
import Testing

extension SQLiteEventStore: ReadableEventStore {}

@Suite("An event store")
struct EventStoreTests {
    @Test(arguments: EventStoreBehavior.allCases)
    func keepsAnEventStoresPromises(_ behavior: EventStoreBehavior) async throws {
        try await behavior.check(SQLiteEventStore(try .temporary()))
    }
}
