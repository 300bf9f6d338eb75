import Gateway

/// What `blankspace gateway` is told.
struct GatewaySettings: Sendable {
    var upstreams = [UpstreamAddress(host: "127.0.0.1", port: 8081)]
    /// The built page's folder; nil: there is none.
    var web: String?
    /// Product pictures; nil: the assistant servers draw them.
    var images: String?
    var threads = 1
    var trustsForwarded = false
    var limits = GatewayLimits()
    var deadlines = GatewayDeadlines()

    init() {}

    /// Throws `SettingError`.
    init(reading sources: SettingSources) throws {
        upstreams = try sources.value(Settings.upstreams, Self.addresses) ?? upstreams
        web = try sources.text(Settings.web).map(expandedPath)
        images = try sources.text(Settings.images).map(expandedPath)
        threads = try sources.number(Settings.gatewayThreads, 1...64) ?? threads
        limits.connections = try sources.number(Settings.gatewayConnections, 1...1_000_000) ?? limits.connections
        limits.bodyBytes = try sources.number(Settings.gatewayBodyBytes, 1_024...1_073_741_824) ?? limits.bodyBytes
        trustsForwarded = try sources.value(Settings.trustForwarded) { Bool($0) } ?? trustsForwarded
        deadlines.connect = try sources.seconds(Settings.gatewayConnect, 0.1...3_600) ?? deadlines.connect
        deadlines.responseHead = try sources.seconds(Settings.gatewayAnswer, 0.1...3_600) ?? deadlines.responseHead
        deadlines.responseIdle = try sources.seconds(Settings.gatewayIdle, 0.1...3_600) ?? deadlines.responseIdle
    }

    /// nil where one of them is no address.
    private static func addresses(_ text: String) -> [UpstreamAddress]? {
        let parts = text.split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
        let addresses = parts.compactMap { UpstreamAddress($0) }
        guard !parts.isEmpty, addresses.count == parts.count, Set(addresses).count == addresses.count, parts.count <= 64
        else { return nil }
        return addresses
    }
}

extension Settings {
    static let gatewayTable = [
        upstreams, web, images, gatewayThreads, gatewayConnections, gatewayBodyBytes, trustForwarded, gatewayConnect,
        gatewayAnswer, gatewayIdle,
    ]

    static let upstreams = Setting(
        name: "BLANKSPACE_UPSTREAMS", key: "gateway.upstreams",
        allowed: "host:port, or unix:/path of a socket; several with commas, without TLS", fallback: "127.0.0.1:8081",
        meaning: "The assistant servers that the gateway passes requests on to.")
    static let web = Setting(
        name: "BLANKSPACE_WEB", key: "gateway.web", allowed: "the path of a folder", fallback: "",
        meaning: "Folder of the built page that the gateway serves; unset: there is none.")
    static let images = Setting(
        name: "BLANKSPACE_IMAGES", key: "gateway.images", allowed: "the path of a folder", fallback: "",
        meaning: "Folder of product pictures, at /images/; unset, or one that is not there: a drawing.")
    static let gatewayThreads = Setting(
        name: "BLANKSPACE_GATEWAY_THREADS", key: "gateway.threads", allowed: "a whole number from 1 to 64",
        fallback: "1", meaning: "Threads of the gateway.")
    static let gatewayConnections = Setting(
        name: "BLANKSPACE_GATEWAY_CONNECTIONS", key: "gateway.connections",
        allowed: "a whole number from 1 to 1000000", fallback: "10000",
        meaning: "Connections of clients at one time; one more gets a 503.")
    static let gatewayBodyBytes = Setting(
        name: "BLANKSPACE_GATEWAY_BODY_BYTES", key: "gateway.bodyBytes",
        allowed: "a whole number from 1024 to 1073741824", fallback: "26214400",
        meaning: "Largest request body; a recording of speech is the largest.")
    static let trustForwarded = Setting(
        name: "BLANKSPACE_GATEWAY_TRUST_FORWARDED", key: "gateway.trustForwarded", allowed: "true or false",
        fallback: "false", meaning: "Believes Forwarded and X-Forwarded-*: only behind a proxy that sets them.")
    static let gatewayConnect = Setting(
        name: "BLANKSPACE_GATEWAY_CONNECT_SECONDS", key: "gateway.connectSeconds",
        allowed: "seconds from 0.1 to 3600", fallback: "2", meaning: "For a connection to an assistant server.")
    static let gatewayAnswer = Setting(
        name: "BLANKSPACE_GATEWAY_ANSWER_SECONDS", key: "gateway.answerSeconds",
        allowed: "seconds from 0.1 to 3600", fallback: "75", meaning: "Until an assistant server begins to answer.")
    static let gatewayIdle = Setting(
        name: "BLANKSPACE_GATEWAY_IDLE_SECONDS", key: "gateway.idleSeconds",
        allowed: "seconds from 0.1 to 3600", fallback: "45", meaning: "Between two pieces of an answer.")
}
