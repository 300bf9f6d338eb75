import Foundation
import Shop

/// What `eval` measured.
struct EvaluationReport {
    struct SetResult {
        var name: String
        /// By type of query; over all under the empty name.
        var scores: [String: SearchScore]
        var times: Percentiles
        /// Products with a vector.
        var embedded: Int
    }

    var sets: [SetResult] = []
    var dialogues: [String: JudgedDialogues.Score] = [:]

    func text(byType: Bool) -> String {
        var table = TextTable(
            header: ["queries", "n"] + SearchScore.Figure.allCases.map(\.rawValue) + ["p50 ms", "p99 ms", "vectors"],
            rightAligned: Set(1...9))
        for set in sets {
            for (type, score) in set.scores.sorted(by: { $0.key < $1.key }) where type.isEmpty || byType {
                let figures = SearchScore.Figure.allCases.map { figure in
                    score[figure].map { String(format: "%.4f", $0) } ?? "-"
                }
                let times = [set.times.at(0.5), set.times.at(0.99)].map { String(format: "%.1f", $0) }
                let rest = type.isEmpty ? times + [String(set.embedded)] : []
                table.rows.append([type.isEmpty ? set.name : "  " + type, String(score.queries)] + figures + rest)
            }
        }
        var text = table.text
        for (name, score) in dialogues.sorted(by: { $0.key < $1.key }) {
            let accuracy = String(format: "%.4f", score.accuracy)
            text += "\n\(name) dialogues: intent \(accuracy) (\(score.right) of \(score.turns) turns)\n"
            for (confusion, count) in score.sortedConfusions {
                let examples = (score.examples[confusion] ?? []).prefix(2).map(\.printable).joined(separator: " | ")
                text += "  \(count) × \(confusion): \(examples)\n"
            }
        }
        return text
    }

    var json: JSONValue {
        var members: [String: JSONValue] = [:]
        for set in sets {
            var result: [String: JSONValue] = [
                "all": set.scores[""]?.json ?? .null,
                "byType": .object(set.scores.filter { !$0.key.isEmpty }.mapValues(\.json)),
                "p50Ms": .figure(set.times.at(0.5)), "p99Ms": .figure(set.times.at(0.99)),
                "embedded": JSONValue(set.embedded),
            ]
            result["dialogues"] = dialogues[set.name]?.json
            members[set.name] = .object(result)
        }
        return .object(members)
    }
}
