// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

func product(_ name: String, _ package: String) -> Target.Dependency {
    .product(name: name, package: package)
}

/// Where programs find the speech libraries at run time: in the clone, and beside an installed program's folder.
let nativeLibraries: [LinkerSetting] = [
    .unsafeFlags([
        "-Xlinker", "-rpath=\(Context.packageDirectory)/.native/lib",
        "-Xlinker", "-rpath=$ORIGIN/../lib/blankspace",
    ])
]

let package = Package(
    name: "blankspace",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "blankspace", targets: ["blankspace"])],
    // Exact versions: what was tested is what is built.
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CMongoc", pkgConfig: "libmongoc-1.0"),
        .systemLibrary(name: "CSherpa", pkgConfig: "sherpa-onnx"),
        .systemLibrary(name: "CWhisper", pkgConfig: "whisper"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib"),

        .target(name: "CUnnamedMemory"),
        .target(name: "CVectorScan"),
        // Optimized in debug builds too: unoptimized it is a hundred times slower.
        .target(name: "CEncoder", cSettings: [.unsafeFlags(["-O3"])]),
        .target(name: "Hangul", swiftSettings: strict),
        .target(name: "SpokenKorean", dependencies: ["Hangul"], swiftSettings: strict),
        .target(name: "Resilience", swiftSettings: strict),
        .target(name: "Shop", dependencies: ["Hangul"], swiftSettings: strict),
        .target(name: "CatalogFeeds", dependencies: ["Shop", "Hangul", "CZlib"], swiftSettings: strict),
        .target(
            name: "Search", dependencies: ["Shop", "Hangul", "Resilience", "CVectorScan"],
            resources: [.copy("Resources/thesaurus.tsv")],
            swiftSettings: strict),
        .target(
            name: "Assistant", dependencies: ["Search", "Shop", "Hangul", "Resilience"], swiftSettings: strict),
        .target(
            name: "HTTPCalls",
            dependencies: [
                "Resilience",
                product("AsyncHTTPClient", "async-http-client"),
                product("NIOCore", "swift-nio"),
                product("NIOHTTP1", "swift-nio"),
                product("NIOPosix", "swift-nio"),
            ],
            swiftSettings: strict),
        .target(name: "OllamaClient", dependencies: ["HTTPCalls"], swiftSettings: strict),
        .target(
            name: "OpenAIClient", dependencies: ["HTTPCalls", product("AsyncHTTPClient", "async-http-client")],
            swiftSettings: strict),
        .target(
            name: "ModelServers",
            dependencies: ["OllamaClient", "OpenAIClient", "HTTPCalls", "Assistant", "Search", "Speech"],
            swiftSettings: strict),
        .target(
            name: "ChromaClient", dependencies: ["HTTPCalls", product("AsyncHTTPClient", "async-http-client")],
            swiftSettings: strict),
        .target(
            name: "ChromaIndex", dependencies: ["ChromaClient", "HTTPCalls", "Search"], swiftSettings: strict),
        .target(
            name: "LocalEmbedder", dependencies: ["Search", "CEncoder", product("Crypto", "swift-crypto")],
            swiftSettings: strict),
        .executableTarget(
            name: "embedder-bench", dependencies: ["LocalEmbedder", "CEncoder"], path: "bench/embedder",
            exclude: ["compare", "reference.c", "texts"], swiftSettings: strict),
        .target(
            name: "Storage",
            dependencies: ["Search", "Shop", "Assistant", product("GRDB", "GRDB.swift")],
            swiftSettings: strict),
        .target(
            name: "MongoClient", dependencies: ["Shop", "CMongoc", "CUnnamedMemory"], swiftSettings: strict),
        .target(
            name: "MongoCatalog",
            dependencies: [
                "MongoClient", "Storage", "CatalogFeeds", "Assistant", "Search", "Shop", "Resilience",
                product("Yams", "Yams"),
            ],
            swiftSettings: strict),
        .target(name: "Speech", dependencies: [product("Crypto", "swift-crypto")], swiftSettings: strict),
        .target(
            name: "ChildPrograms", dependencies: ["Speech", product("Subprocess", "swift-subprocess")],
            swiftSettings: strict),
        .target(name: "AudioDecoding", dependencies: ["Speech", "ChildPrograms"], swiftSettings: strict),
        .target(name: "AudioEncoding", dependencies: ["Speech", "ChildPrograms"], swiftSettings: strict),
        .target(name: "EspeakSpeech", dependencies: ["Speech", "ChildPrograms"], swiftSettings: strict),
        .target(name: "VoiceTurns", dependencies: ["Assistant", "Speech", "SpokenKorean"], swiftSettings: strict),
        .target(name: "SileroVAD", dependencies: ["Speech"], swiftSettings: strict),
        .target(name: "WhisperSpeech", dependencies: ["Speech", "CWhisper"], swiftSettings: strict),
        .target(
            name: "SherpaSpeech", dependencies: ["Speech", "ChildPrograms", "CSherpa"], swiftSettings: strict),
        .executableTarget(
            name: "SpeechBench",
            dependencies: ["AudioDecoding", "SileroVAD", "Speech", "WhisperSpeech", "BlankSpaceTesting"],
            swiftSettings: strict, linkerSettings: nativeLibraries),
        .target(
            name: "HTTPAPI",
            dependencies: [
                "Assistant", "AudioEncoding", "Search", "Shop", "Speech", "VoiceTurns",
                product("Hummingbird", "hummingbird"),
                product("Crypto", "swift-crypto"),
                product("HummingbirdCore", "hummingbird"),
                product("NIOCore", "swift-nio"),
                product("NIOHTTP1", "swift-nio"),
                product("NIOHTTPTypes", "swift-nio-extras"),
                product("NIOHTTPTypesHTTP1", "swift-nio-extras"),
                product("NIOWebSocket", "swift-nio"),
                product("HTTPTypes", "swift-http-types"),
                product("Logging", "swift-log"),
                product("Metrics", "swift-metrics"),
            ],
            resources: [.embedInCode("Resources")],
            swiftSettings: strict),
        .target(
            name: "Gateway",
            dependencies: [
                product("Logging", "swift-log"),
                product("NIOCore", "swift-nio"),
                product("NIOPosix", "swift-nio"),
                product("ServiceLifecycle", "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "blankspace",
            dependencies: [
                "Gateway", "HTTPAPI", "Storage", "LocalEmbedder", "ModelServers", "OllamaClient", "OpenAIClient",
                "ChromaClient",
                "ChromaIndex", "MongoCatalog", "MongoClient", "HTTPCalls", "Resilience", "CatalogFeeds", "Assistant",
                "Search", "Shop", "Hangul", "Speech", "AudioDecoding", "AudioEncoding", "EspeakSpeech", "SherpaSpeech",
                "SileroVAD", "SpokenKorean", "VoiceTurns", "WhisperSpeech",
                product("ArgumentParser", "swift-argument-parser"),
                "CZlib",
                product("AsyncHTTPClient", "async-http-client"),
                product("Configuration", "swift-configuration"),
                product("Hummingbird", "hummingbird"),
                product("Logging", "swift-log"),
                product("Metrics", "swift-metrics"),
                product("NIOCore", "swift-nio"),
                product("NIOPosix", "swift-nio"),
                product("ServiceLifecycle", "swift-service-lifecycle"),
                product("UnixSignals", "swift-service-lifecycle"),
            ],
            swiftSettings: strict, linkerSettings: nativeLibraries),
        .target(
            name: "BlankSpaceTesting",
            dependencies: [
                "Assistant", "Search", "Shop", "Hangul", "Speech", "HTTPCalls",
                product("AsyncHTTPClient", "async-http-client"),
                product("NIOCore", "swift-nio"),
                product("NIOHTTP1", "swift-nio"),
                product("NIOPosix", "swift-nio"),
            ],
            swiftSettings: strict),

        .testTarget(name: "HangulTests", dependencies: ["Hangul", "BlankSpaceTesting"], swiftSettings: strict),
        .testTarget(
            name: "SpokenKoreanTests", dependencies: ["SpokenKorean", "Hangul", "BlankSpaceTesting"],
            swiftSettings: strict),
        .testTarget(name: "ResilienceTests", dependencies: ["Resilience"], swiftSettings: strict),
        .testTarget(
            name: "HTTPCallsTests",
            dependencies: [
                "HTTPCalls", "Resilience", "BlankSpaceTesting",
                product("AsyncHTTPClient", "async-http-client"),
                product("NIOCore", "swift-nio"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "OllamaClientTests", dependencies: ["OllamaClient", "HTTPCalls", "BlankSpaceTesting"],
            swiftSettings: strict),
        .testTarget(
            name: "OpenAIClientTests", dependencies: ["OpenAIClient", "HTTPCalls", "BlankSpaceTesting"],
            swiftSettings: strict),
        .testTarget(
            name: "ModelServersTests",
            dependencies: [
                "ModelServers", "OllamaClient", "OpenAIClient", "HTTPCalls", "Assistant", "Search", "Speech",
                "BlankSpaceTesting",
            ],
            exclude: ["official_clients.py"], swiftSettings: strict),
        .testTarget(name: "ShopTests", dependencies: ["Shop"], swiftSettings: strict),
        .testTarget(name: "CatalogFeedsTests", dependencies: ["CatalogFeeds", "Shop"], swiftSettings: strict),
        .testTarget(
            name: "SearchTests", dependencies: ["Search", "Shop", "Resilience", "BlankSpaceTesting"],
            swiftSettings: strict),
        .testTarget(
            name: "ChromaClientTests",
            dependencies: [
                "ChromaClient", "HTTPCalls", "BlankSpaceTesting",
                product("AsyncHTTPClient", "async-http-client"),
                product("NIOCore", "swift-nio"),
                product("NIOHTTP1", "swift-nio"),
                product("NIOPosix", "swift-nio"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ChromaIndexTests",
            dependencies: [
                "ChromaIndex", "ChromaClient", "HTTPCalls", "Search", "Shop", "Resilience", "BlankSpaceTesting",
                product("AsyncHTTPClient", "async-http-client"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "AssistantTests",
            dependencies: ["Assistant", "Search", "Shop", "Hangul", "Resilience", "BlankSpaceTesting"],
            swiftSettings: strict),
        .testTarget(
            name: "StorageTests", dependencies: ["Storage", "Assistant", "Search", "Shop", "BlankSpaceTesting"],
            swiftSettings: strict),
        .testTarget(
            name: "MongoClientTests", dependencies: ["MongoClient", "Shop", "BlankSpaceTesting"], swiftSettings: strict),
        .testTarget(
            name: "MongoCatalogTests",
            dependencies: [
                "MongoCatalog", "MongoClient", "Storage", "CatalogFeeds", "LocalEmbedder", "Assistant", "Search",
                "Shop",
                "Resilience", "BlankSpaceTesting",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "LocalEmbedderTests", dependencies: ["LocalEmbedder", "CEncoder", "Search", "BlankSpaceTesting"],
            swiftSettings: strict),
        .testTarget(
            name: "EspeakSpeechTests", dependencies: ["EspeakSpeech", "Speech", "BlankSpaceTesting"],
            swiftSettings: strict),
        .testTarget(
            name: "AudioEncodingTests", dependencies: ["AudioEncoding", "Speech", "BlankSpaceTesting"],
            swiftSettings: strict),
        .testTarget(
            name: "VoiceTurnsTests",
            dependencies: [
                "VoiceTurns", "EspeakSpeech", "SpokenKorean", "Speech", "Assistant", "Search", "BlankSpaceTesting",
            ],
            swiftSettings: strict),
        .testTarget(name: "SpeechTests", dependencies: ["Speech", "BlankSpaceTesting"], swiftSettings: strict),
        .testTarget(
            name: "AudioDecodingTests", dependencies: ["AudioDecoding", "Speech", "BlankSpaceTesting"],
            swiftSettings: strict),
        .testTarget(
            name: "SileroVADTests", dependencies: ["SileroVAD", "Speech", "BlankSpaceTesting"], swiftSettings: strict),
        .testTarget(
            name: "WhisperSpeechTests",
            dependencies: ["WhisperSpeech", "SileroVAD", "Speech", "BlankSpaceTesting"], swiftSettings: strict,
            linkerSettings: nativeLibraries),
        .testTarget(
            name: "SherpaSpeechTests", dependencies: ["SherpaSpeech", "Speech", "BlankSpaceTesting"],
            swiftSettings: strict, linkerSettings: nativeLibraries),
        .testTarget(
            name: "HTTPAPITests",
            dependencies: [
                "HTTPAPI", "Assistant", "Search", "Shop", "Speech", "VoiceTurns", "AudioEncoding", "BlankSpaceTesting",
                product("Hummingbird", "hummingbird"),
                product("HummingbirdTesting", "hummingbird"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "GatewayTests",
            dependencies: [
                "Gateway",
                product("Logging", "swift-log"),
                product("NIOCore", "swift-nio"),
                product("NIOEmbedded", "swift-nio"),
                product("NIOHTTP1", "swift-nio"),
                product("ServiceLifecycle", "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "IntegrationTests",
            dependencies: [
                "blankspace", "LocalEmbedder", "MongoClient", "Storage", "Shop", "Speech", "BlankSpaceTesting",
                product("AsyncHTTPClient", "async-http-client"),
                product("NIOCore", "swift-nio"),
                product("NIOHTTP1", "swift-nio"),
            ],
            swiftSettings: strict, linkerSettings: nativeLibraries),
    ]
)
