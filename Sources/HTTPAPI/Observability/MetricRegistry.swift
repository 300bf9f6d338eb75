import Synchronization

/// All metrics by name, each with one cell for each set of labels.
final class MetricRegistry: Sendable {
    enum Kind: String, Sendable { case counter, gauge, histogram }

    private struct Family {
        var kind: Kind
        /// By the labels as they are exposed, without braces.
        var cells: [String: any MetricCell] = [:]
    }

    private let families = Mutex<[String: Family]>([:])
    private let maxLabelSets: Int
    private let maxMetrics: Int
    private let help: [String: String]

    init(maxLabelSets: Int, maxMetrics: Int, help: [String: String]) {
        self.maxLabelSets = maxLabelSets
        self.maxMetrics = maxMetrics
        self.help = help
    }

    /// The cell of this name and these labels, made where it is new. A cell that is over the bounds, or whose name is taken
    /// by another kind of metric, works and is not exposed.
    func cell<Cell: MetricCell>(
        _ label: String, _ dimensions: [(String, String)], kind: Kind, make: () -> Cell
    ) -> Cell {
        let name = ExpositionText.name(label)
        let labels = ExpositionText.labels(dimensions)
        return families.withLock { families in
            if families[name] == nil {
                guard families.count < maxMetrics else { return make() }
                families[name] = Family(kind: kind)
            }
            guard var family = families[name], family.kind == kind else { return make() }
            var key = labels
            if family.cells[key] == nil, family.cells.count >= maxLabelSets { key = "overflow=\"true\"" }
            if let cell = family.cells[key] { return cell as? Cell ?? make() }
            let cell = make()
            family.cells[key] = cell
            families[name] = family
            return cell
        }
    }

    func remove(_ handler: AnyObject) {
        families.withLock { families in
            for (name, family) in families {
                guard let key = family.cells.first(where: { $0.value === handler })?.key else { continue }
                families[name]?.cells[key] = nil
                return
            }
        }
    }

    func exposition() -> String {
        let families = families.withLock { $0 }
        var out = ""
        for (name, family) in families.sorted(by: { $0.key < $1.key }) where !family.cells.isEmpty {
            if let help = help[name] { out += "# HELP \(name) \(ExpositionText.help(help))\n" }
            out += "# TYPE \(name) \(family.kind.rawValue)\n"
            for (labels, cell) in family.cells.sorted(by: { $0.key < $1.key }) {
                cell.write(name: name, labels: labels, to: &out)
            }
        }
        return out
    }
}

/// The rules of Prometheus' text format 0.0.4.
enum ExpositionText {
    /// `[a-zA-Z_:][a-zA-Z0-9_:]*`; anything else becomes `_`.
    static func name(_ label: String) -> String { identifier(label, colon: true) }

    /// Without braces; sorted by name, so that the order given does not matter.
    static func labels(_ dimensions: [(String, String)]) -> String {
        dimensions.map { "\(identifier($0, colon: false))=\"\(value($1))\"" }.sorted().joined(separator: ",")
    }

    static func sample(_ name: String, _ labels: [String], _ number: Double) -> String {
        let labels = labels.filter { !$0.isEmpty }.joined(separator: ",")
        return name + (labels.isEmpty ? "" : "{\(labels)}") + " " + self.number(number) + "\n"
    }

    static func number(_ value: Double) -> String {
        if value == .infinity { return "+Inf" }
        if value == -.infinity { return "-Inf" }
        if value.isNaN { return "NaN" }
        return Int(exactly: value).map(String.init) ?? value.description
    }

    static func help(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }

    private static func value(_ text: String) -> String {
        help(text).replacing("\"", with: "\\\"")
    }

    private static func identifier(_ text: String, colon: Bool) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "_": out.unicodeScalars.append(scalar)
            case "0"..."9":
                if out.isEmpty { out = "_" }
                out.unicodeScalars.append(scalar)
            case ":" where colon: out += ":"
            default: out += "_"
            }
        }
        return out.isEmpty ? "_" : out
    }
}
