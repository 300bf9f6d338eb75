import Search
import Shop

extension SearchResult {
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "query": .string(query.text),
            "constraints": query.constraints.json,
            "locale": .string(query.language.rawValue),
            "products": .array(hits.map { $0.product.summary(why: $0.why) }),
            "total": JSONValue(total),
            "degraded": JSONValue(degraded),
            "timings": .object([
                "embedMs": .milliseconds(timings.embedMs),
                "lexicalMs": .milliseconds(timings.lexicalMs),
                "vectorMs": .milliseconds(timings.vectorMs),
                "rankMs": .milliseconds(timings.rankMs),
            ]),
        ]
        members["corrected"] = query.corrected.map(JSONValue.string)
        members["relaxed"] = relaxable.isEmpty ? nil : JSONValue(relaxable)
        return .object(members)
    }
}
