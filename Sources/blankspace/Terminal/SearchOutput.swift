import Assistant
import Foundation
import Search
import Shop

extension SearchResult {
    /// For people: rank, name, price, why.
    var table: String {
        guard !hits.isEmpty else {
            let hint = relaxable.isEmpty ? "" : "; there would be without: " + relaxable.joined(separator: ", ")
            return "nothing fits" + hint + "\n"
        }
        var table = TextTable(header: ["", "name", "price", "why"], rightAligned: [0, 2])
        for (index, hit) in hits.enumerated() {
            table.rows.append([
                String(index + 1), hit.product.name.printable, hit.product.shownPrice, why(hit).printable,
            ])
        }
        let more = total > hits.count ? "\(Price.grouped(total)) fit in all\n" : ""
        let repaired = query.corrected.map { "read as: \($0.printable)\n" } ?? ""
        return repaired + table.text + more
    }

    var commandJSON: JSONValue {
        var members: [String: JSONValue] = [
            "query": .string(query.text), "need": .string(query.need),
            "constraints": JSONValue(query.constraints.names), "total": JSONValue(total),
            "relaxed": JSONValue(relaxable), "degraded": JSONValue(degraded),
            "products": .array(hits.enumerated().map { index, hit in json(hit, rank: index + 1) }),
            "timings": .object([
                "embedMs": .figure(timings.embedMs), "lexicalMs": .figure(timings.lexicalMs),
                "vectorMs": .figure(timings.vectorMs), "rankMs": .figure(timings.rankMs),
            ]),
        ]
        members["corrected"] = query.corrected.map(JSONValue.string)
        return .object(members)
    }

    private func why(_ hit: Hit) -> String {
        WhyLine.text(for: hit, query: query, locale: query.language.rawValue)
    }

    private func json(_ hit: Hit, rank: Int) -> JSONValue {
        var members: [String: JSONValue] = [
            "rank": JSONValue(rank), "id": .string(hit.product.id), "name": .string(hit.product.name),
            "currency": .string(hit.product.currency.code), "score": .figure(hit.score), "why": .string(why(hit)),
        ]
        members["price"] = hit.product.price.map { JSONValue($0) }
        return .object(members)
    }
}

extension Product {
    /// `59,000원 (-20%)`; empty where the shop states no price.
    var shownPrice: String {
        guard let cost else { return "" }
        return discountPercent > 0 ? "\(cost) (-\(discountPercent)%)" : "\(cost)"
    }
}
