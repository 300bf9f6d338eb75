import Shop

/// CSV and TSV with a header line, with our names, common ones in English and Korean, or those of Google Merchant Center.
struct DelimitedReader: RecordReader {
    private var rows: DelimitedRows
    private let columns: DelimitedColumns
    private var encoding: TextEncoding

    var input: FeedInput { rows.input }

    /// Throws `FeedError` where the first line is no header of products.
    init(input: FeedInput, head: [UInt8]) throws {
        var encoding = TextEncoding(head: head)
        let path = input.path
        var rows = DelimitedRows(input: input, separator: DelimitedReader.separator(of: head))
        guard let (_, row) = try rows.next(), case .fields(let fields) = row else {
            throw FeedError.unknownFormat(path: path, hint: "the first line is no CSV or TSV header")
        }
        let names = try fields.map { field in
            guard let text = encoding.text(field) else {
                throw FeedError.unknownEncoding(
                    path: path, hint: "neither UTF-8 nor CP949; convert it with iconv -f ENCODING -t UTF-8")
            }
            return ProductText.line(text)
        }
        columns = DelimitedColumns(names)
        if let missing = columns.missing {
            let found = names.prefix(12).joined(separator: ", ")
            throw FeedError.unknownFormat(
                path: path,
                hint: "not JSON, not XML, and as CSV or TSV no column is \(missing); the columns are: \(found)")
        }
        self.encoding = encoding
        self.rows = rows
    }

    mutating func next() throws -> RawRecord? {
        while let (line, row) = try rows.next() {
            switch row {
            case .broken(let reason): return RawRecord(line: line, reason: reason)
            // What spreadsheets leave below a table.
            case .fields(let fields) where fields.allSatisfy(\.isEmpty): continue
            case .fields(let fields): return record(from: fields, line: line)
            }
        }
        return nil
    }

    private mutating func record(from fields: [[UInt8]], line: Int) -> RawRecord {
        guard fields.count == columns.count else {
            return RawRecord(line: line, reason: "\(fields.count) columns where the header has \(columns.count)")
        }
        var cells: [String] = []
        for field in fields {
            guard let text = encoding.text(field) else {
                let name = encoding.kind == .cp949 ? "CP949" : "UTF-8"
                return RawRecord(line: line, reason: "column \(cells.count + 1) is not \(name)")
            }
            cells.append(text)
        }
        return RawRecord(line: line, json: columns.record(from: cells))
    }

    /// The separator that cuts the header into most columns.
    private static func separator(of head: [UInt8]) -> UInt8 {
        var isQuoted = false
        var counts: [UInt8: Int] = [:]
        let candidates: [UInt8] = [UInt8(ascii: "\t"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|")]
        for byte in head {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == UInt8(ascii: "\n"), !isQuoted { break }
            if !isQuoted, candidates.contains(byte) { counts[byte, default: 0] += 1 }
        }
        return candidates.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? UInt8(ascii: ",")
    }
}
