import Foundation
import Shop

/// RSS 2.0 and Atom with Google's `g:` elements. Items are read one by one: a broken one costs itself only.
struct MerchantXMLReader: RecordReader {
    private var tokens: XMLTokens
    private var encoding: TextEncoding
    private var root: String?
    private var isRootClosed = false
    private var hasRecords = false
    /// The start tag of an item that came where the one before was not closed.
    private var pending: String?

    var input: FeedInput { tokens.input }

    init(input: FeedInput) throws {
        tokens = XMLTokens(input: input)
        encoding = TextEncoding(.undecided)
    }

    mutating func next() throws -> RawRecord? {
        while true {
            let line = input.line
            if let name = pending {
                pending = nil
                return try readItem(name, line: line)
            }
            guard let token = try tokens.next() else { return try endOfFile() }
            switch token {
            case .start(let name, _, let isEmpty):
                if root == nil { try open(root: name) }
                if !isEmpty, isItem(name) { return try readItem(name, line: line) }
            case .end(let name): if name == root { isRootClosed = true }
            case .declaration(let text): try readDeclaration(text)
            case .text, .skipped, .tooLong: break
            }
        }
    }

    private func isItem(_ name: String) -> Bool { ["item", "entry", "product"].contains(local(name).lowercased()) }

    private func local(_ name: String) -> String { name.split(separator: ":").last.map(String.init) ?? name }

    private mutating func open(root name: String) throws {
        guard name.lowercased() != "html" else {
            throw FeedError.unknownFormat(path: input.path, hint: "it is a web page, not a feed")
        }
        root = name
    }

    private mutating func endOfFile() throws -> RawRecord? {
        guard input.damage == nil else { return nil }
        guard hasRecords else {
            throw FeedError.unknownFormat(path: input.path, hint: "XML without <item> or <entry>")
        }
        guard let root, !isRootClosed else { return nil }
        isRootClosed = true
        return RawRecord(line: input.line, reason: "the file ends before </\(root)>")
    }

    private mutating func readDeclaration(_ text: [UInt8]) throws {
        let declaration = String(decoding: text, as: UTF8.self)
        guard declaration.hasPrefix("xml "), let name = XMLText.attribute("encoding", in: declaration) else { return }
        guard let named = TextEncoding(named: name) else {
            throw FeedError.unknownEncoding(
                path: input.path, hint: "\(name); convert it with iconv -f \(name) -t UTF-8")
        }
        encoding = named
    }
}

// MARK: - One item

extension MerchantXMLReader {
    private struct Element {
        var name: String
        var text = ""
    }

    private enum Failure: Error { case broken(String) }

    /// After its start tag.
    private mutating func readItem(_ name: String, line: Int) throws -> RawRecord? {
        hasRecords = true
        do {
            guard let fields = try readFields(of: name) else {
                guard input.damage == nil else { return nil }
                isRootClosed = true  // One report for the end of the file is enough.
                return RawRecord(line: line, reason: "the file ends inside <\(name)>")
            }
            return RawRecord(line: line, json: MerchantItem.record(from: fields))
        } catch Failure.broken(let reason) {
            return RawRecord(line: line, reason: reason)
        }
    }

    /// nil where the file ends first.
    private mutating func readFields(of item: String) throws -> [(name: String, text: String)]? {
        let start = input.offset
        // Google's names go before those of RSS and Atom: in Atom `id` is an address, `g:id` the product.
        var own: [(name: String, text: String)] = []
        var common: [(name: String, text: String)] = []
        var open: [Element] = []
        func add(_ name: String, _ text: String) {
            let path = (open.map { local($0.name) } + [local(name)]).joined(separator: ".")
            if name.contains(":") { own.append((path, text)) } else { common.append((path, text)) }
        }
        while let token = try tokens.next() {
            guard input.offset - start <= input.limits.recordBytes else {
                throw Failure.broken("longer than \(input.limits.recordBytes) bytes")
            }
            switch token {
            case .start(let name, let attributes, let isEmpty):
                if isItem(name), local(name) == local(item) {
                    pending = name
                    throw Failure.broken("<\(item)> is not closed")
                }
                if let last = open.last, isMarkup(last.name) {
                    // HTML that nobody escaped is text with tags; the repair takes them out.
                    open[open.count - 1].text += "<\(name)>"
                } else if isEmpty {
                    let address = XMLText.attribute("href", in: String(decoding: attributes, as: UTF8.self))
                    if let address { add(name, XMLText.decoded(address)) }
                } else {
                    guard open.count < JSONLinesReader.depthLimit else { throw Failure.broken("nested too deep") }
                    open.append(Element(name: name))
                }
            case .end(let name):
                guard let last = open.last else {
                    guard name == item else { throw Failure.broken("</\(name)> where </\(item)> was expected") }
                    return own + common
                }
                if name == last.name {
                    open.removeLast()
                    add(name, last.text)
                } else if isMarkup(last.name), name != item {
                    open[open.count - 1].text += "</\(name)>"
                } else {
                    throw Failure.broken("</\(name)> where </\(last.name)> was expected")
                }
            case .text(let bytes, let isRaw):
                guard !open.isEmpty else { continue }
                guard let text = encoding.text(bytes) else {
                    throw Failure.broken("the text is not \(encoding.kind == .cp949 ? "CP949" : "UTF-8")")
                }
                open[open.count - 1].text += isRaw ? XMLText.decoded(text) : text
            case .tooLong: throw Failure.broken("longer than \(input.limits.recordBytes) bytes")
            case .declaration, .skipped: continue
            }
        }
        return nil
    }

    private func isMarkup(_ name: String) -> Bool { ["description", "summary", "content"].contains(local(name)) }
}
