internal import Foundation
internal import Shop

/// How a product is kept: a format byte, the id, the name, then each member that is not at its default behind its tag.
///
/// Compact because a catalogue is read whole at every start: this decodes about four times faster than JSON. Equal products
/// give equal bytes, so these tell whether a product changed. New members get new tags and a schema migration.
extension Product {
    private enum Tag: UInt8 {
        case sku = 1
        case brand, category, price, listPrice, currency, colors, sizes, material, gender, season, attributes, details,
            tags
        case stock, rating, reviewCount, reviews, imageURL, url, createdAt, updatedAt, status, extra
    }

    private static let format: UInt8 = 1

    /// Throws `TooDeeplyNested` for what `extra` should not hold.
    func encoded() throws -> [UInt8] {
        var out = ByteWriter()
        func put<T>(_ tag: Tag, _ value: T?, _ write: (inout ByteWriter, T) throws -> Void) rethrows {
            guard let value else { return }
            out.byte(tag.rawValue)
            try write(&out, value)
        }
        func put(_ tag: Tag, _ value: String?) { put(tag, value) { $0.text($1) } }
        func put(_ tag: Tag, _ value: Int?) { put(tag, value) { $0.integer($1) } }
        func put(_ tag: Tag, _ value: Double?) { put(tag, value) { $0.double($1) } }
        func put(_ tag: Tag, _ values: [String]) { put(tag, values.isEmpty ? nil : values) { $0.texts($1) } }

        out.byte(Self.format)
        out.text(id)
        out.text(name)
        put(.sku, sku)
        put(.brand, brand) { out, brand in
            out.texts([brand.ko ?? "", brand.en ?? ""])
        }
        put(.category, category)
        put(.price, price)
        put(.listPrice, listPrice)
        put(.currency, currency == .krw ? nil : currency.code)
        put(.colors, colors)
        put(.sizes, sizes)
        put(.material, material)
        put(.gender, gender?.rawValue)
        put(.season, season)
        put(.attributes, attributes.isEmpty ? nil : attributes) { out, attributes in
            out.count(attributes.count)
            for attribute in attributes {
                out.text(attribute.name)
                out.attribute(attribute.value)
            }
        }
        put(.details, details.isEmpty ? nil : details)
        put(.tags, tags)
        put(.stock, stock)
        put(.rating, rating)
        put(.reviewCount, reviewCount == 0 ? nil : reviewCount)
        put(.reviews, reviews.isEmpty ? nil : reviews) { out, reviews in
            out.count(reviews.count)
            for review in reviews {
                out.byte(review.rating == nil ? 0 : 1)
                if let rating = review.rating { out.double(rating) }
                out.text(review.text)
            }
        }
        put(.imageURL, imageURL)
        put(.url, url)
        put(.createdAt, createdAt?.timeIntervalSinceReferenceDate)
        put(.updatedAt, updatedAt?.timeIntervalSinceReferenceDate)
        put(.status, status == .onSale ? nil : status.rawValue)
        try put(.extra, extra.isEmpty ? nil : extra) { try $0.object($1) }
        return out.bytes
    }

    /// Throws `DamagedBytes` for what `encoded` did not write.
    init(encoded bytes: [UInt8]) throws {
        var input = ByteReader(bytes)
        guard try input.byte() == Self.format else { throw DamagedBytes() }
        self.init(id: try input.text(), name: try input.text())
        while !input.isAtEnd {
            guard let tag = Tag(rawValue: try input.byte()) else { throw DamagedBytes() }
            try read(tag, from: &input)
        }
    }

    private mutating func read(_ tag: Tag, from input: inout ByteReader) throws {
        switch tag {
        case .sku: sku = try input.text()
        case .brand:
            let names = try input.texts()
            guard names.count == 2 else { throw DamagedBytes() }
            brand = Brand(ko: names[0], en: names[1])
        case .category: category = try input.texts()
        case .price: price = try input.integer()
        case .listPrice: listPrice = try input.integer()
        case .currency: currency = Currency(try input.text())
        case .colors: colors = try input.texts()
        case .sizes: sizes = try input.texts()
        case .material: material = try input.text()
        case .gender: gender = try Self.value(Gender(rawValue: input.text()))
        case .season: season = try input.texts()
        case .attributes:
            for _ in 0..<(try input.count()) { attributes.append(Attribute(try input.text(), try input.attribute())) }
        case .details: details = try input.text()
        case .tags: tags = try input.texts()
        case .stock: stock = try input.integer()
        case .rating: rating = try input.double()
        case .reviewCount: reviewCount = try input.integer()
        case .reviews:
            for _ in 0..<(try input.count()) {
                let rating = try input.byte() == 0 ? nil : input.double()
                reviews.append(Review(rating: rating, text: try input.text()))
            }
        case .imageURL: imageURL = try input.text()
        case .url: url = try input.text()
        case .createdAt: createdAt = Date(timeIntervalSinceReferenceDate: try input.double())
        case .updatedAt: updatedAt = Date(timeIntervalSinceReferenceDate: try input.double())
        case .status: status = try Self.value(Status(rawValue: input.text()))
        case .extra: extra = try input.object()
        }
    }

    private static func value<T>(_ value: T?) throws -> T {
        guard let value else { throw DamagedBytes() }
        return value
    }
}

extension ByteWriter {
    fileprivate mutating func attribute(_ value: Product.AttributeValue) {
        switch value {
        case .flag(let flag): byte(flag ? 1 : 0)
        case .number(let number):
            byte(2)
            double(number)
        case .text(let string):
            byte(3)
            text(string)
        }
    }
}

extension ByteReader {
    fileprivate mutating func attribute() throws -> Product.AttributeValue {
        switch try byte() {
        case 0: .flag(false)
        case 1: .flag(true)
        case 2: .number(try double())
        case 3: .text(try text())
        default: throw DamagedBytes()
        }
    }
}
