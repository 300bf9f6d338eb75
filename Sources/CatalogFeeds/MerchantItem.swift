import Foundation
import Shop

/// One item of Google's product data specification, as a record of ours.
enum MerchantItem {
    /// `fields` in the order of their weight: of two with one name the first that says something stands.
    static func record(from fields: [(name: String, text: String)], now: Date = Date()) -> JSONValue {
        var texts: [String: String] = [:]
        var attributes: [String: JSONValue] = [:]
        var members: [String: JSONValue] = [:]
        for (name, raw) in fields {
            let text = raw.trimmingCharacters(in: .whitespacesAndNewlines)
            guard !text.isEmpty else { continue }
            let key = MemberNames.normalized(name)
            switch key {
            case _ where known.contains(key):
                if texts[key] == nil { texts[key] = text }
            case "productdetail":
                // section:name:value; the section is not part of the fact.
                let parts = text.split(separator: ":", maxSplits: 2).map { $0.trimmingCharacters(in: .whitespaces) }
                if parts.count >= 2 { attributes[parts[parts.count - 2]] = .string(parts[parts.count - 1]) }
            case "condition", "pattern", "producthighlight", "sizetype", "sizesystem", "multipack", "isbundle",
                "energyefficiencyclass", "productweight", "productlength", "productwidth", "productheight":
                let label = name.split(separator: ":").last.map(String.init) ?? name
                let words = label.replacing("_", with: " ")
                attributes[words] = .string(
                    [attributes[words]?.string, text].compactMap { $0 }.joined(separator: ", "))
            default: members[name] = joined(members[name], text)
            }
        }
        for (key, member) in members where MemberNames.contract.contains(key) {
            // Ours by chance only: what the specification does not know stays apart.
            members[key] = nil
            attributes[key] = member
        }
        fill(&members, from: texts, now: now)
        if !attributes.isEmpty { members["attributes"] = .object(attributes) }
        return .object(members)
    }

    private static let known: Set<String> = [
        "id", "title", "description", "summary", "content", "link", "imagelink", "availability", "price", "saleprice",
        "salepriceeffectivedate", "brand", "producttype", "googleproductcategory", "color", "size", "gender",
        "agegroup",
        "material",
    ]

    private static func joined(_ old: JSONValue?, _ text: String) -> JSONValue {
        switch old {
        case nil: .string(text)
        case .array(let texts)?: .array(texts + [.string(text)])
        case let old?: .array([old, .string(text)])
        }
    }

    private static func fill(_ members: inout [String: JSONValue], from texts: [String: String], now: Date) {
        let sameKind = [
            "id": "_id", "title": "name", "link": "url", "imagelink": "imageURL", "availability": "status",
            "price": "price", "brand": "brand", "size": "sizes", "gender": "gender", "material": "material",
        ]
        for (key, member) in sameKind { members[member] = texts[key].map(JSONValue.string) }
        let details = texts["description"] ?? texts["content"] ?? texts["summary"]
        members["description"] = details.map(JSONValue.string)
        members["colors"] = texts["color"].map { JSONValue($0.split(separator: "/").map(String.init)) }
        // Google's own category may be a mere number.
        let category = texts["producttype"] ?? texts["googleproductcategory"].flatMap { Int($0) == nil ? $0 : nil }
        members["category"] = category.map(JSONValue.string)
        if let age = texts["agegroup"]?.lowercased(), ["newborn", "infant", "toddler", "kids"].contains(age) {
            members["gender"] = .string(Product.Gender.child.rawValue)
        }
        if let sale = texts["saleprice"], isNow(now, within: texts["salepriceeffectivedate"]) {
            members["salePrice"] = .string(sale)
        }
    }

    /// `start/end`, both ISO 8601. A span that cannot be read does not bind.
    private static func isNow(_ now: Date, within span: String?) -> Bool {
        let dates = (span ?? "").split(separator: "/").map { DateText.parse(String($0)) }
        guard dates.count == 2, let start = dates[0], let end = dates[1] else { return true }
        return start <= now && now <= end
    }
}
