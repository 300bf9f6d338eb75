import Assistant
import Search
import Shop
import Storage

/// Dialogues whose every turn has the intent that it should be understood by.
struct JudgedDialogues {
    struct Turn {
        var message: String
        var intent: String
        /// What the shopper sees after this turn, where the turn changes it.
        var shown: [String]?
    }

    /// How the intents were understood.
    struct Score {
        var turns = 0
        var right = 0
        /// Expected and understood, with how often; without the right ones.
        var confusions: [String: Int] = [:]
        /// The messages of each confusion.
        var examples: [String: [String]] = [:]

        var accuracy: Double { turns == 0 ? 0 : Double(right) / Double(turns) }
    }

    let dialogues: [[Turn]]

    /// nil where the folder has no dialogues. Throws `CommandFailure` where the file cannot be read.
    init?(in folder: String) throws {
        guard let file = JudgedSet.file("dialogues", in: folder) else { return nil }
        dialogues = try TextFile.objects(file).map { number, object in
            try (object["turns"]?.array ?? []).map { turn in
                guard let message = turn["user"]?.string, let intent = turn["expected"]?["intent"]?.string else {
                    throw CommandFailure(.badInput, "\(file):\(number): a turn has no user or expected.intent")
                }
                return Turn(message: message, intent: intent, shown: turn["shown"]?.array?.compactMap(\.string))
            }
        }
    }

    /// Runs every dialogue turn by turn. What the shopper sees is given from the data, so that one turn's mistake does not
    /// become the next one's.
    func score(_ engine: SearchEngine, currency: CatalogCurrency) async throws -> Score {
        let database = try AssistantDatabase.temporary()
        let assistant = ShopAssistant(
            engine: engine, answerer: CatalogAnswerer(currency: currency),
            conversations: SQLiteConversationStore(database), events: SQLiteEventStore(database))
        var score = Score()
        let bar = ProgressBar("dialogues")
        defer { bar.clear() }
        for (index, dialogue) in dialogues.enumerated() {
            var conversationId: String?
            var shown: [String]?
            for turn in dialogue {
                let request = TurnRequest(message: turn.message, conversationId: conversationId, shown: shown)
                var understood = "error"
                do {
                    for try await event in try await assistant.turn(request) {
                        guard case .turn(let start) = event else { continue }
                        understood = start.intent.rawValue
                        conversationId = start.conversationId
                    }
                } catch let error as AssistantError {
                    understood = error.code.rawValue
                }
                score.add(turn, understood)
                shown = turn.shown ?? shown
            }
            bar.update(index + 1, of: dialogues.count)
        }
        return score
    }
}

extension JudgedDialogues.Score {
    fileprivate mutating func add(_ turn: JudgedDialogues.Turn, _ understood: String) {
        turns += 1
        if understood == turn.intent {
            right += 1
        } else {
            let confusion = "\(turn.intent) → \(understood)"
            confusions[confusion, default: 0] += 1
            examples[confusion, default: []].append(turn.message)
        }
    }

    /// The most frequent first.
    var sortedConfusions: [(name: String, count: Int)] {
        confusions.map { ($0.key, $0.value) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    }

    var json: JSONValue {
        .object([
            "turns": JSONValue(turns), "intentAccuracy": .figure(accuracy),
            "confusions": .array(
                sortedConfusions.map { name, count in
                    .object([
                        "confusion": .string(name), "count": JSONValue(count),
                        "messages": JSONValue(examples[name] ?? []),
                    ])
                }),
        ])
    }
}
