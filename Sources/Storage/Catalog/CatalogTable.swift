/// The two kinds of record a catalogue is made of, by the tables that hold them. All names are constants: none comes from
/// outside.
enum CatalogTable: CaseIterable {
    case products, policies

    var live: String {
        switch self {
        case .products: "products"
        case .policies: "policies"
        }
    }

    var staged: String {
        switch self {
        case .products: "stagedProducts"
        case .policies: "stagedPolicies"
        }
    }

    /// The order that `stageSQL` takes its values in, behind the ingest.
    private var columns: [String] {
        switch self {
        case .products: ["id", "body", "hidden"]
        case .policies: ["id", "body"]
        }
    }

    /// Adds a record to an ingest's. Nothing is compared yet, so that staging only ever appends.
    var stageSQL: String {
        "INSERT INTO \(staged) (ingest, \(columns.joined(separator: ", "))) VALUES (?\(columns.map { _ in ", ?" }.joined()))"
    }

    /// Whether the record in place is this one: no row where there is none. Takes the body and the id.
    var isEqualSQL: String { "SELECT body = ? FROM \(live) WHERE id = ?" }

    /// Puts a record in place. Takes its values in the order of `stageSQL`, without the ingest.
    var putSQL: String {
        """
        INSERT INTO \(live) (\(columns.joined(separator: ", "))) VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
        \(onConflict)
        """
    }

    var deleteSQL: String { "DELETE FROM \(live) WHERE id = ?" }

    private var onConflict: String {
        "ON CONFLICT (id) DO UPDATE SET \(columns.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", "))"
    }

    /// Lists, by id, which record of the ingest counts: the last.
    var listLatestSQL: String {
        """
        CREATE TEMP TABLE latest (id TEXT NOT NULL PRIMARY KEY, ordinal INTEGER NOT NULL) WITHOUT ROWID;
        INSERT INTO temp.latest (id, ordinal)
        SELECT id, max(ordinal) FROM \(staged) WHERE ingest = ? GROUP BY id
        """
    }

    static let dropLatestSQL = "DROP TABLE temp.latest"

    /// How many records count, how many are new, and how many differ from those in place.
    var compareSQL: String { "SELECT count(*), total(l.id IS NULL), total(l.body <> s.body) \(comparison)" }

    /// Takes in what is new or differs.
    var applySQL: String {
        """
        INSERT INTO \(live) (\(columns.joined(separator: ", ")))
        SELECT \(columns.map { "s." + $0 }.joined(separator: ", ")) \(comparison) WHERE l.id IS NULL OR l.body <> s.body
        \(onConflict)
        """
    }

    private var comparison: String {
        "FROM temp.latest AS n JOIN \(staged) AS s ON s.ordinal = n.ordinal LEFT JOIN \(live) AS l ON l.id = n.id"
    }

    /// Drops what the ingest does not hold.
    var removeSQL: String {
        "DELETE FROM \(live) WHERE NOT EXISTS (SELECT 1 FROM temp.latest AS n WHERE n.id = \(live).id)"
    }
}
