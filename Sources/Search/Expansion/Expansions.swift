/// What shoppers may say when they look for a product, as a language model imagines it, by product id. Derived: it helps to find a
/// product where a situation is told, and is neither shown nor stated, nor does it make a product a thing of some kind.
///
/// After Nogueira, Lin: From doc2query to docTTTTTquery (2019).
public struct Expansions: Sendable, Equatable {
    /// A few short phrases a product. Products without any may be missing.
    public var phrases: [String: [String]]

    public init(_ phrases: [String: [String]] = [:]) { self.phrases = phrases }
}
