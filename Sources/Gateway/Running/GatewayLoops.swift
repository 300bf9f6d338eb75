import NIOCore

/// The gateway's part of each event loop.
struct GatewayLoops: Sendable {
    private var members: [ObjectIdentifier: NIOLoopBound<GatewayLoop>] = [:]
    private var loops: [any EventLoop] = []

    var isEmpty: Bool { loops.isEmpty }

    mutating func add(_ member: NIOLoopBound<GatewayLoop>, of loop: any EventLoop) {
        loops.append(loop)
        members[ObjectIdentifier(loop)] = member
    }

    /// Only on that loop.
    subscript(loop: any EventLoop) -> GatewayLoop? { members[ObjectIdentifier(loop)]?.value }

    /// Lets requests finish, for so long.
    func stop(within limit: Duration) async {
        let deadline = ContinuousClock.now + limit
        await onEach { $0.beginStopping() }
        while ContinuousClock.now < deadline, !(await areEmpty()) {
            // Only while it stops: no reason for each request to tell of its end.
            do { try await Task.sleep(for: .milliseconds(20)) } catch { break }
        }
        await onEach { $0.endStopping() }
        // What was closed just now still has its line to write.
        await onEach { $0.sweep(.now()) }
    }

    private func areEmpty() async -> Bool {
        for loop in loops {
            guard let member = members[ObjectIdentifier(loop)] else { continue }
            if (try? await loop.submit { member.value.isEmpty }.get()) == false { return false }
        }
        return true
    }

    private func onEach(_ body: @escaping @Sendable (GatewayLoop) -> Void) async {
        for loop in loops {
            guard let member = members[ObjectIdentifier(loop)] else { continue }
            try? await loop.submit { body(member.value) }.get()
        }
    }
}
