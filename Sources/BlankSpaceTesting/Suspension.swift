import Foundation

/// Suspends a process and returns when all its threads stand still: the signal alone is sent before it has an effect, and a
/// thread that runs at that moment may still answer.
func suspend(process pid: pid_t) {
    kill(pid, SIGSTOP)
    let deadline = ContinuousClock.now + .seconds(5)
    // Nothing tells of it; it is a matter of a few milliseconds.
    while !isSuspended(pid), ContinuousClock.now < deadline { usleep(1_000) }
}

private func isSuspended(_ pid: pid_t) -> Bool {
    let folder = "/proc/\(pid)/task"
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return threads.allSatisfy { thread in
        guard let text = try? String(contentsOfFile: "\(folder)/\(thread)/stat", encoding: .utf8),
            let name = text.lastIndex(of: ")")
        else { return true }
        return text[text.index(after: name)...].drop { $0 == " " }.first == "T"
    }
}
