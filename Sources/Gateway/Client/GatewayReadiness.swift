/// `/readyz`: which upstream is up. 503 where none takes requests.
struct GatewayReadiness {
    let statuses: [UpstreamPool.Status]

    init(_ statuses: [UpstreamPool.Status]) { self.statuses = statuses }

    var status: String {
        let states = statuses.map(\.health.state)
        if states.allSatisfy({ $0 == .up }) { return "ok" }
        if states.contains(.up) { return "degraded" }
        return states.contains { $0 != .down } ? "starting" : "down"
    }

    var answer: LocalAnswer {
        let now = ContinuousClock.now
        let upstreams = statuses.map { status in
            """
            {"name":\(JSONText.quoted("upstream \(status.address)")),"state":"\(status.health.state.rawValue)",\
            "required":\(statuses.count == 1),"detail":\(JSONText.quoted(status.health.cause)),\
            "seconds":\(status.since.duration(to: now).components.seconds),"requests":\(status.outstanding)}
            """
        }
        let isReady = status == "ok" || status == "degraded"
        return .json(
            "{\"status\":\"\(status)\",\"dependencies\":[\(upstreams.joined(separator: ","))]}",
            status: isReady ? 200 : 503)
    }
}
