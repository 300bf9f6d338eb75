import Metrics
import Shop

/// What the metrics say of the loaded catalogue.
struct CatalogMetrics: Sendable {
    static let help = [
        "catalog_version": "Version of the catalogue that searches see.",
        "catalog_products": "Products that searches see.",
        "catalog_policies": "Policies that answers may use.",
    ]

    private let version: Meter
    private let products: Meter
    private let policies: Meter

    init(factory: any MetricsFactory) {
        version = Meter(label: "catalog_version", factory: factory)
        products = Meter(label: "catalog_products", factory: factory)
        policies = Meter(label: "catalog_policies", factory: factory)
    }

    func update(_ catalog: Catalog) {
        version.set(catalog.version)
        products.set(catalog.products.count)
        policies.set(catalog.policies.count)
    }
}
