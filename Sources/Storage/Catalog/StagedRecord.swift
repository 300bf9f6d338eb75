internal import Foundation
internal import GRDB
internal import Shop

/// A product or a policy on its way into its table.
struct StagedRecord: Sendable {
    let table: CatalogTable
    let id: String
    private let isHidden: Bool
    let body: Data

    /// Throws `TooDeeplyNested`.
    init(_ product: Product) throws {
        table = .products
        id = product.id.catalogKey
        isHidden = product.isHidden
        body = Data(try product.encoded())
    }

    init(_ policy: Policy) {
        table = .policies
        id = policy.id.catalogKey
        isHidden = false
        body = Data(policy.encoded())
    }

    /// The record as arguments of `CatalogTable.putSQL`.
    var arguments: StatementArguments {
        switch table {
        case .products: [id, body, isHidden]
        case .policies: [id, body]
        }
    }

    /// The record as arguments of `CatalogTable.stageSQL`.
    func arguments(ingest: Int64) -> StatementArguments { [ingest] + arguments }
}

extension String {
    /// What a catalogue's table knows a record by. Ids that Swift holds for equal (é composed and decomposed) are one id.
    var catalogKey: String {
        utf8.allSatisfy { $0 < 0x80 } ? storable : precomposedStringWithCanonicalMapping.storable
    }
}
