import Foundation
import Shop

/// What the columns of a header mean.
struct DelimitedColumns {
    private enum Column {
        case member(String)
        /// A column we have no name for is a fact of the product.
        case attribute(String)
    }

    private let names: [String]
    private let columns: [Column]
    private let isMerchant: Bool

    var count: Int { names.count }

    init(_ names: [String]) {
        self.names = names
        let keys = Set(names.map(MemberNames.normalized))
        isMerchant =
            keys.isSuperset(of: ["id", "title"])
            && !keys.isDisjoint(with: ["link", "imagelink", "availability", "googleproductcategory"])
        let meanings = names.map(MemberNames.member)
        let bestID = meanings.compactMap { $0?.name == "_id" ? $0?.rank : nil }.min()
        let hasSKU = meanings.contains { $0?.name == "sku" }
        columns = zip(names, meanings).map { name, meaning in
            guard let meaning else { return .attribute(name) }
            // 상품번호 and 상품코드 side by side: the shop's key and its code.
            if meaning.name == "_id", !hasSKU, meaning.rank != bestID { return .member("sku") }
            return .member(meaning.name)
        }
    }

    /// What a header has to have and this one has not; nil where it will do.
    var missing: String? {
        if isMerchant { return nil }
        let members = Set(
            columns.compactMap { column in
                if case .member(let name) = column { name } else { nil }
            })
        if members.isSuperset(of: ["question", "answer"]) { return nil }
        if !members.contains("name") { return "a name (name, 상품명)" }
        return members.isDisjoint(with: ["_id", "sku"]) ? "an id (_id, id, sku, 상품번호)" : nil
    }

    func record(from cells: [String]) -> JSONValue {
        if isMerchant {
            return MerchantItem.record(from: zip(names, cells).map { (name: $0, text: $1) })
        }
        var members: [String: JSONValue] = [:]
        var attributes: [String: JSONValue] = [:]
        for ((column, name), cell) in zip(zip(columns, names), cells) {
            let text = cell.trimmingCharacters(in: .whitespacesAndNewlines)
            guard !text.isEmpty else { continue }
            switch column {
            // Of two columns with one meaning the first that says something stands; the other stays a fact.
            case .member(let member) where members[member] == nil: members[member] = value(of: text, for: member)
            case .member: attributes[name] = .string(text)
            case .attribute(let name) where !name.isEmpty: attributes[name] = .string(text)
            case .attribute: break
            }
        }
        if !attributes.isEmpty {
            // A column `attributes` with JSON in it goes before columns of their own.
            let own = members["attributes"]?.object ?? members["attributes"].map { ["attributes": $0] } ?? [:]
            members["attributes"] = .object(own.merging(attributes) { first, _ in first })
        }
        return .object(members)
    }

    /// JSON in a cell is read as such where the member has a structure.
    private func value(of text: String, for member: String) -> JSONValue {
        let structured: Set = ["attributes", "brand", "category", "colors", "sizes", "tags", "season", "reviews"]
        guard structured.contains(member), text.first == "{" || text.first == "[" else { return .string(text) }
        var copy = text
        let parsed = copy.withUTF8 { try? JSONValue(parsing: $0, depthLimit: JSONLinesReader.depthLimit) }
        return parsed ?? .string(text)
    }
}
