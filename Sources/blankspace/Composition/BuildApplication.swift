import Assistant
import Gateway
import HTTPAPI
import Hummingbird
import Logging
import Metrics
import Search
import ServiceLifecycle
import Shop
import Storage
import Synchronization

/// The whole program behind `serve` and `up`, ready to run.
struct Services: Sendable {
    let parts: AssistantParts
    let metrics: PrometheusMetrics
    private let group: ServiceGroup
    private let address: ListeningAddress

    fileprivate init(
        parts: AssistantParts, metrics: PrometheusMetrics, group: ServiceGroup, address: ListeningAddress
    ) {
        self.parts = parts
        self.metrics = metrics
        self.group = group
        self.address = address
    }

    /// Runs until SIGINT or SIGTERM and lets what is under way finish, 10 s at most. Throws `CommandFailure` where the address
    /// cannot be listened on.
    func run() async throws {
        do {
            try await group.run()
        } catch {
            // Streams that were cut off at the end of the time for shutting down.
            if address.hasStopped { return }
            if let error = error as? GatewayError { throw CommandFailure(.unavailable, error.description) }
            throw address.failure(error) ?? error
        }
    }
}

/// What `buildApplication` tells of.
struct Announcements: Sendable {
    /// Requests are taken at this URL from now on.
    var listening: @Sendable (String) -> Void = { _ in }
    /// The first catalogue is there as well.
    var ready: @Sendable (String) -> Void = { _ in }
}

/// Puts the program together: assistant, loader and HTTP server. Throws what `buildAssistant` throws.
///
/// - Parameter hasFrontDoor: the gateway listens where the settings say, and the server behind it at a free port of this machine.
func buildApplication(
    _ settings: Settings, logger: Logger, hasFrontDoor: Bool = false,
    announcing announcements: Announcements = .init()
) async throws -> Services {
    let metrics = PrometheusMetrics(help: CatalogMetrics.help.merging(AnswerMetrics.help) { $1 })
    let speech = buildSpeech(settings, logger: logger)
    var operators = OperatorView()
    var parts = try buildAssistant(
        settings, logger: logger, metrics: metrics, otherDependencies: { speech?.dependencies ?? [] },
        onAnswer: { [turns = operators.turns] report in turns.note(report) })
    operators.catalog = { [engine = parts.engine, store = parts.store] in try await catalogState(engine, store) }
    operators.ingest = { [store = parts.store] in try await store.lastIngest() }
    let catalogMetrics = CatalogMetrics(factory: metrics)
    let address = ListeningAddress(settings, announcements)
    parts.loader.onLoad = { catalog in
        catalogMetrics.update(catalog)
        speech?.words.update(catalog)
        address.catalogLoaded()
    }
    var http = HTTPAPIConfiguration()
    http.adminKey = settings.adminKey
    http.allowedOrigins = settings.allowedOrigins
    http.version = BlankSpace.version
    let router = buildRouter(
        assistant: parts.assistant, configuration: http, metrics: metrics, operators: operators, speech: speech?.parts,
        logger: logger)
    let (serverPorts, serverPort) = AsyncStream.makeStream(of: Int.self)
    let server = Application(
        router: router,
        server: buildServer(
            assistant: parts.assistant, configuration: http, metrics: metrics, operators: operators,
            speech: speech?.parts),
        configuration: ApplicationConfiguration(
            address: hasFrontDoor ? .hostname("127.0.0.1", port: 0) : .hostname(settings.host, port: settings.port),
            serverName: "blankspace"),
        onServerRunning: { channel in
            let port = channel.localAddress?.port ?? settings.port
            if hasFrontDoor { serverPort.yield(port) } else { address.listening(on: port) }
        },
        logger: logger)
    var configuration = ServiceGroupConfiguration(
        services: [
            .init(service: parts.loader)
        ] + (parts.services + (speech?.services ?? [])).map { .init(service: $0) } + [
            .init(service: ShutdownWatch(address: address)),
            .init(service: server),
        ],
        gracefulShutdownSignals: [.sigterm, .sigint],
        logger: logger)
    if hasFrontDoor {
        // Last, so that it is the first to stop.
        let door = FrontDoor(
            settings: settings, logger: logger, serverPorts: serverPorts, onListening: { address.listening(on: $0) })
        configuration.services.append(.init(service: door))
    }
    configuration.maximumGracefulShutdownDuration = .seconds(10)
    return Services(
        parts: parts, metrics: metrics, group: ServiceGroup(configuration: configuration), address: address)
}

/// What operators are told of the catalogue; nil until it is loaded.
private func catalogState(_ engine: SearchEngine, _ store: SQLiteCatalogStore) async throws -> CatalogState? {
    let outline = try await store.outline()
    guard let status = engine.status else { return nil }
    return CatalogState(
        version: status.catalogVersion, products: status.products, hidden: outline.hidden, policies: status.policies,
        embedded: status.embedded, updatedAt: outline.updatedAt)
}

/// Notes that the shutdown was asked for.
private struct ShutdownWatch: Service {
    let address: ListeningAddress

    func run() async throws {
        try await gracefulShutdown()
        address.stopping()
    }
}
