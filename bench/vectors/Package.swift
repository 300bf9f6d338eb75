// swift-tools-version: 6.2
import PackageDescription

// The files of the vector index alone, so that measuring it does not wait for the whole package to be built.
let package = Package(
    name: "vector-bench",
    platforms: [.macOS(.v15)],
    targets: [
        .target(name: "CVectorScan"),
        .target(
            name: "Search", dependencies: ["CVectorScan"],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
            ]),
        .executableTarget(name: "VectorBench", dependencies: ["Search"]),
    ]
)
