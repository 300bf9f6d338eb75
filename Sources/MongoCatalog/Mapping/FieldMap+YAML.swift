internal import CatalogFeeds
internal import Shop
internal import Yams

extension FieldMap {
    /// Reads a map. Throws `FieldMapError`, which names line and key.
    ///
    ///     products:
    ///       collection: goods
    ///       fields:
    ///         name: detail.title.ko
    ///         price: {path: sale.amount, unit: major}
    ///
    /// - Parameter name: what errors call the text.
    public init(yaml: String, name: String) throws(FieldMapError) {
        let reader = FieldMapReader(source: name)
        self = try reader.map(yaml)
    }
}

/// Walks the YAML and says where it stumbles.
private struct FieldMapReader {
    let source: String

    private static let policyMembers: Set<String> = ["_id", "topic", "question", "answer", "updatedAt"]

    func map(_ text: String) throws(FieldMapError) -> FieldMap {
        let root: Node?
        do {
            root = try compose(yaml: text)
        } catch let error as YamlError {
            throw failure(error)
        } catch {
            throw FieldMapError(source: source, line: nil, key: "", reason: "not YAML")
        }
        var map = FieldMap()
        guard let root, root.null == nil else { return map }
        for (key, node) in try members(root, "") {
            switch key {
            case "products": try read(node, key, ProductRepair.memberNames, into: &map.products)
            case "policies": try read(node, key, Self.policyMembers, into: &map.policies)
            default: throw unknown(key, node, among: ["products", "policies"])
            }
        }
        return map
    }

    private func read(
        _ node: Node, _ place: String, _ names: Set<String>, into map: inout CollectionMap
    ) throws(FieldMapError) {
        for (key, node) in try members(node, place) {
            let here = place + "." + key
            switch key {
            case "collection":
                map.collection = try text(node, here)
                if map.collection.contains("$") { throw failure(node, here, "no collection has a $ in its name") }
            case "unknown":
                switch try text(node, here) {
                case "keep": map.keepsUnknown = true
                case "drop": map.keepsUnknown = false
                default: throw failure(node, here, "say keep or drop")
                }
            case "exclude": map.excluded = try paths(node, here)
            case "fields":
                for (name, node) in try members(node, here) {
                    guard names.contains(name) else { throw unknown(here + "." + name, node, among: names) }
                    map.rules[name] = try rule(node, here + "." + name)
                }
            default: throw unknown(here, node, among: ["collection", "unknown", "exclude", "fields"])
            }
        }
        if !map.keepsUnknown, !map.excluded.isEmpty {
            throw failure(
                node, place + ".exclude", "needs unknown: keep; with drop only the named members are read anyway")
        }
    }

    private static let sourceKeys: Set<String> = ["path", "value", "unit", "factor", "split", "values", "default"]

    private func rule(_ node: Node, _ place: String) throws(FieldMapError) -> FieldRule {
        guard case .mapping = node else { return .source(FieldSource(paths: try paths(node, place))) }
        let members = try members(node, place)
        guard members.contains(where: { Self.sourceKeys.contains($0.key) }) else {
            var rules: [String: FieldRule] = [:]
            for (key, node) in members { rules[key] = try rule(node, place + "." + key) }
            return .object(rules)
        }
        if let constant = members.first(where: { $0.key == "value" }) {
            guard members.count == 1 else { throw failure(node, place, "value stands alone") }
            return .constant(try json(constant.value, place + ".value"))
        }
        return .source(try fieldSource(node, members, place))
    }

    private func fieldSource(
        _ node: Node, _ members: [(key: String, value: Node)], _ place: String
    ) throws(FieldMapError) -> FieldSource {
        var source = FieldSource(paths: [])
        for (key, node) in members {
            let here = place + "." + key
            switch key {
            case "path": source.paths = try paths(node, here)
            case "unit":
                switch try text(node, here) {
                case "major": source.factor = .major
                case "minor": source.factor = nil
                default: throw failure(node, here, "say major or minor")
                }
            case "factor":
                guard let factor = node.float, factor.isFinite, factor > 0 else {
                    throw failure(node, here, "say a number above 0")
                }
                source.factor = .times(factor)
            case "split": source.separator = try text(node, here)
            case "default": source.fallback = try json(node, here)
            case "values":
                for (word, meaning) in try self.members(node, here) {
                    source.values[word] = try json(meaning, here + "." + word)
                }
            default: throw unknown(here, node, among: Self.sourceKeys)
            }
        }
        guard !source.paths.isEmpty else { throw failure(node, place, "path is missing") }
        return source
    }

    private func paths(_ node: Node, _ place: String) throws(FieldMapError) -> [FieldPath] {
        var paths: [FieldPath] = []
        for element in node.sequence.map(Array.init) ?? [node] {
            guard let path = FieldPath(try text(element, place)) else {
                throw failure(element, place, "no path; write names with dots between, such as detail.title.ko")
            }
            paths.append(path)
        }
        guard !paths.isEmpty else { throw failure(node, place, "the list is empty") }
        return paths
    }
}

// MARK: - Nodes

extension FieldMapReader {
    private func members(_ node: Node, _ place: String) throws(FieldMapError) -> [(key: String, value: Node)] {
        guard let mapping = node.mapping else {
            throw failure(node, place, "members are expected here, each with a colon")
        }
        var members: [(key: String, value: Node)] = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string, !name.isEmpty else {
                throw failure(key, place, "a name is expected here")
            }
            members.append((name, value))
        }
        return members
    }

    private func text(_ node: Node, _ place: String) throws(FieldMapError) -> String {
        guard let text = node.scalar?.string, !text.isEmpty else {
            throw failure(node, place, "a text is expected here")
        }
        return text
    }

    private func json(_ node: Node, _ place: String) throws(FieldMapError) -> JSONValue {
        switch node {
        case .scalar(let scalar):
            guard scalar.style == .plain else { return .string(scalar.string) }
            if node.null != nil { return .null }
            if let flag = node.bool { return .bool(flag) }
            if let number = node.int { return JSONValue(number) }
            if let number = node.float, number.isFinite { return .number(number) }
            return .string(scalar.string)
        case .sequence(let elements):
            var values: [JSONValue] = []
            for element in elements { values.append(try json(element, place)) }
            return .array(values)
        case .mapping:
            var values: [String: JSONValue] = [:]
            for (key, value) in try members(node, place) { values[key] = try json(value, place + "." + key) }
            return .object(values)
        case .alias: throw failure(node, place, "an alias has no anchor")
        }
    }

    private func failure(_ node: Node, _ place: String, _ reason: String) -> FieldMapError {
        FieldMapError(source: source, line: node.mark?.line, key: place, reason: reason)
    }

    private func unknown(_ place: String, _ node: Node, among names: Set<String>) -> FieldMapError {
        failure(node, place, "unknown; known are \(names.sorted().joined(separator: ", "))")
    }

    private func failure(_ error: YamlError) -> FieldMapError {
        let (mark, reason): (Mark?, String) =
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                (mark, problem)
            case .duplicatedKeysInMapping(let names, let context):
                (context.mark, "\(names.joined(separator: ", ")) stands there twice")
            default: (nil, "it cannot be read")
            }
        return FieldMapError(source: source, line: mark?.line, key: "", reason: "not YAML: \(reason)")
    }
}
