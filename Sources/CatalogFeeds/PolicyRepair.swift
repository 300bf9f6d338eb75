import Shop

extension ProductRepair {
    static func policy(from raw: [String: JSONValue]) -> Result<RepairedPolicy, Defect> {
        var members = Members(raw)
        do throws(Defect) {
            let id = try members.takeID("id")
            guard let question = members.takeText("question", .line, limit: Members.lineLimit) else {
                throw Defect("question is missing")
            }
            guard let answer = members.takeText("answer", .prose, limit: Members.proseLimit) else {
                throw Defect("answer is missing")
            }
            var topic = members.takeText("topic", .line)
            if topic == nil { topic = members.takeText("category", .line) }
            let policy = Policy(
                id: id, topic: topic ?? "", question: question, answer: answer, updatedAt: members.takeDate("updatedAt")
            )
            return .success(RepairedPolicy(policy: policy, notes: members.notes))
        } catch {
            return .failure(error)
        }
    }
}
