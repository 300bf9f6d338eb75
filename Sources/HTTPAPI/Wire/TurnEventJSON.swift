import Assistant
import Shop

extension TurnEvent {
    /// The event's name on the wire.
    var name: String {
        switch self {
        case .turn: "turn"
        case .products: "products"
        case .delta: "delta"
        case .citations: "citations"
        case .action: "action"
        case .suggestions: "suggestions"
        case .done: "done"
        }
    }

    /// The event's data on the wire.
    var json: JSONValue {
        switch self {
        case .turn(let start): start.json
        case .products(let list): list.json
        case .delta(let text): .object(["text": .string(text)])
        case .citations(let citations): .object(["citations": .array(citations.map(\.json))])
        case .action(let action): action.json
        case .suggestions(let suggestions): .object(["suggestions": JSONValue(suggestions)])
        case .done(let end): end.json
        }
    }
}

extension TurnStart {
    fileprivate var json: JSONValue {
        .object([
            "conversationId": .string(conversationId),
            "turnId": .string(turnId),
            "intent": .string(intent.rawValue),
            "query": .string(query),
            "constraints": constraints.json,
            "locale": .string(locale),
        ])
    }
}

extension ProductList {
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = [
            "products": .array(items.map { $0.product.summary(why: $0.why) }),
            "total": JSONValue(total),
        ]
        members["relaxed"] = relaxed.isEmpty ? nil : JSONValue(relaxed)
        return .object(members)
    }
}

extension Citation {
    fileprivate var json: JSONValue {
        .object(["kind": .string(kind.rawValue), "id": .string(id), "field": .string(field)])
    }
}

extension CartAction {
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = [
            "kind": .string(kind.rawValue),
            "items": .array(
                items.map { item in
                    var members: [String: JSONValue] = [
                        "productId": .string(item.productId), "quantity": JSONValue(item.quantity),
                    ]
                    members["size"] = item.size.map(JSONValue.string)
                    members["color"] = item.color.map(JSONValue.string)
                    return .object(members)
                }),
        ]
        members["blocked"] = blocked.map { .string($0.rawValue) }
        return .object(members)
    }
}

extension TurnEnd {
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = [
            "answer": .string(answer),
            "model": .string(model),
            "degraded": JSONValue(degraded),
            "timings": .object([
                "understandMs": .milliseconds(timings.understandMs),
                "retrieveMs": .milliseconds(timings.retrieveMs),
                "firstTokenMs": .milliseconds(timings.firstTokenMs),
                "totalMs": .milliseconds(timings.totalMs),
            ]),
        ]
        if let usage {
            var counts: [String: JSONValue] = [:]
            counts["promptTokens"] = usage.promptTokens.map { JSONValue($0) }
            counts["completionTokens"] = usage.completionTokens.map { JSONValue($0) }
            members["usage"] = .object(counts)
        }
        return .object(members)
    }
}
