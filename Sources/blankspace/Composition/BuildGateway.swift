import Foundation
import Gateway
import Logging
import ServiceLifecycle

/// The gateway as the settings say.
///
/// - Parameter upstreams: others than the settings name.
func buildGateway(
    _ settings: Settings, upstreams: [UpstreamAddress]? = nil, logger: Logger,
    onListening: @escaping @Sendable (_ port: Int) -> Void
) -> Gateway {
    var configuration = GatewayConfiguration(upstreams: upstreams ?? settings.gateway.upstreams)
    configuration.host = settings.host
    configuration.port = settings.port
    configuration.webFolder = settings.gateway.web
    configuration.imagesFolder = settings.gateway.images
    configuration.threads = settings.gateway.threads
    configuration.trustsForwarded = settings.gateway.trustsForwarded
    configuration.accessLines = settings.logFormat == .json ? .json : .console
    configuration.limits = settings.gateway.limits
    configuration.deadlines = settings.gateway.deadlines
    return Gateway(configuration: configuration, logger: logger, onListening: onListening)
}

/// Lets the process open as many files as it is allowed to: a stream takes two connections.
func raiseFileLimit() {
    var limit = rlimit()
    guard getrlimit(fileLimit, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(fileLimit, &limit)
}

#if canImport(Glibc)
private let fileLimit = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
#else
private let fileLimit = RLIMIT_NOFILE
#endif

/// The gateway before a server of the same process, which takes any free port: begins when that is known.
struct FrontDoor: Service {
    let settings: Settings
    let logger: Logger
    /// Yields the server's port once.
    let serverPorts: AsyncStream<Int>
    let onListening: @Sendable (_ port: Int) -> Void

    func run() async throws {
        guard let port = await serverPorts.cancelOnGracefulShutdown().first(where: { _ in true }) else { return }
        let upstream = UpstreamAddress(host: "127.0.0.1", port: port)
        try await buildGateway(settings, upstreams: [upstream], logger: logger, onListening: onListening).run()
    }
}
