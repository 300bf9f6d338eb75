import Foundation
import Hangul
public import Shop

/// The text by which a product is embedded.
public enum PassageText {
    /// Name, category, tags, affirmed yes-or-no attributes and description, in that order, folded to one line and cut to 400
    /// scalars, which keeps most within one window of the model.
    public static func of(_ product: Product) -> String {
        let flags = product.attributes.filter { $0.value == .flag(true) }.map(\.name).sorted()
        let parts = [
            product.name, product.category.joined(separator: " "), product.tags.joined(separator: ", "),
            flags.joined(separator: ", "), product.details,
        ].filter { !$0.isEmpty }
        var line = String.UnicodeScalarView()
        for scalar in parts.joined(separator: ". ").precomposedStringWithCompatibilityMapping.unicodeScalars {
            if scalar.properties.isWhitespace || scalar.properties.generalCategory == .control {
                if let last = line.last, last != " " { line.append(" ") }
            } else {
                line.append(scalar)
            }
        }
        if line.last == " " { line.removeLast() }
        return String(String.UnicodeScalarView(line.prefix(400)))
    }
}
