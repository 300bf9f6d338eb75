import Foundation

extension Thesaurus {
    /// The project's own thesaurus, read once.
    static let general: Thesaurus = {
        guard let url = Bundle.module.url(forResource: "thesaurus", withExtension: "tsv"),
            let text = try? String(contentsOf: url, encoding: .utf8)
        else { return Thesaurus(parsing: "") }
        return Thesaurus(parsing: text)
    }()
}
