import ArgumentParser
import Gateway
import ServiceLifecycle

struct GatewayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway",
        abstract: "Run the front door: the page, and a proxy before one or more assistant servers.",
        discussion: """
            Prints its URL once it takes requests; /readyz tells which assistant server is up. Streams are passed on as they \
            come. Leaves TLS to what stands before it, and ends in an orderly way on SIGINT and SIGTERM.
            """)

    @OptionGroup var server: ServerOptions

    @Option(help: "Assistant server, host:port; several with commas (BLANKSPACE_UPSTREAMS; 127.0.0.1:8081).")
    var upstreams: String?

    @Option(help: "Folder of the built page (BLANKSPACE_WEB).")
    var web: String?

    @Option(help: "Folder of product pictures (BLANKSPACE_IMAGES).")
    var images: String?

    @OptionGroup var options: SettingOptions

    func run() async throws {
        let flags = [Settings.upstreams.key: upstreams, Settings.web.key: web, Settings.images.key: images]
        let settings = try await options.settings(server.flags.merging(flags) { $1 })
        raiseFileLimit()
        let logger = buildLogger(settings)
        let address = ListeningAddress(settings, Announcements(listening: { StandardOutput.line($0) }))
        let gateway = buildGateway(settings, logger: logger) { address.listening(on: $0) }
        var configuration = ServiceGroupConfiguration(
            services: [.init(service: gateway)], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(10)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch let error as GatewayError {
            throw CommandFailure(.unavailable, error.description)
        } catch {
            throw address.failure(error) ?? error
        }
    }
}
