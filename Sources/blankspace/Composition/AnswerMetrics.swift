import Assistant
import Metrics

/// What becomes of the sentences of language models.
struct AnswerMetrics: Sendable {
    static let help = [
        "llm_answers_total": "Answers that a language model was asked for, by why it failed, or ok.",
        "llm_sentences_total": "Sentences of language models, by what became of them: passed, replaced or dropped.",
        "llm_rejected_total": "Sentences that were not let through, by reason.",
        "llm_prompt_tokens_total": "Tokens of prompts, as the server counts them.",
        "llm_completion_tokens_total": "Tokens of replies, as the server counts them.",
    ]

    let factory: any MetricsFactory

    func count(_ report: AnswerReport) {
        count("llm_answers_total", ("outcome", report.failure ?? "ok"), 1)
        for (fate, number) in [
            ("passed", report.passed), ("replaced", report.replaced), ("dropped", report.dropped),
        ] { count("llm_sentences_total", ("fate", fate), number) }
        for (reason, number) in report.reasons { count("llm_rejected_total", ("reason", reason.rawValue), number) }
        count("llm_prompt_tokens_total", nil, report.usage?.promptTokens ?? 0)
        count("llm_completion_tokens_total", nil, report.usage?.completionTokens ?? 0)
    }

    private func count(_ label: String, _ dimension: (String, String)?, _ number: Int) {
        if number == 0 { return }
        Counter(label: label, dimensions: dimension.map { [$0] } ?? [], factory: factory).increment(by: number)
    }
}
