/// Names of categories as shops write them: `소파/빈백`, `이불·차렵`, `Phones & Tablets`.
enum CategoryName {
    /// The single names in a folded category name.
    static func parts(of folded: String) -> [String] {
        folded.split(whereSeparator: { "/·,&|+".contains($0) }).map { part in
            part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed().map(String.init).joined()
        }
    }
}
