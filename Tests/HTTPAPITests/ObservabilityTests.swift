import Foundation
import HTTPAPI
import Logging
import Metrics
import Shop
import Testing

@Suite struct PrometheusMetricsTests {
    @Test func countersGaugesAndHistogramsAreExposed() {
        let metrics = PrometheusMetrics(help: ["things_total": "All\nthings \\"])
        Counter(label: "things_total", dimensions: [("b", "2"), ("a", "x\"y\\z\n")], factory: metrics).increment(by: 3)
        Counter(label: "things_total", dimensions: [("a", "x\"y\\z\n"), ("b", "2")], factory: metrics).increment()
        Meter(label: "level", factory: metrics).set(2.5)
        Gauge(label: "last", factory: metrics).record(7)
        let timer = Timer(label: "work", factory: metrics)
        timer.recordMilliseconds(20)
        timer.recordSeconds(90)
        let text = metrics.exposition()
        #expect(
            text.contains(
                """
                # HELP things_total All\\nthings \\\\
                # TYPE things_total counter
                things_total{a="x\\"y\\\\z\\n",b="2"} 4

                """))
        #expect(text.contains("# TYPE level gauge\nlevel 2.5\n"))
        #expect(text.contains("# TYPE last gauge\nlast 7\n"))
        #expect(text.contains("# TYPE work_seconds histogram\n"))
        #expect(text.contains("work_seconds_bucket{le=\"0.01\"} 0\n"))
        #expect(text.contains("work_seconds_bucket{le=\"0.025\"} 1\n"))
        #expect(text.contains("work_seconds_bucket{le=\"60\"} 1\n"))
        #expect(text.contains("work_seconds_bucket{le=\"+Inf\"} 2\n"))
        #expect(text.contains("work_seconds_sum 90.02\nwork_seconds_count 2\n"))
    }

    @Test func namesAreMadeLegal() {
        let metrics = PrometheusMetrics()
        Counter(label: "9.http-requests/가", dimensions: [("a:b.c", "v")], factory: metrics).increment()
        #expect(metrics.exposition().contains("_9_http_requests__{a_b_c=\"v\"} 1\n"))
    }

    @Test func labelSetsAreBounded() {
        let metrics = PrometheusMetrics(maxLabelSets: 10)
        for index in 0..<1000 {
            Counter(label: "hits", dimensions: [("path", "/\(index)")], factory: metrics).increment()
        }
        let lines = metrics.exposition().split(separator: "\n").filter { $0.hasPrefix("hits{") }
        #expect(lines.count == 11)
        #expect(lines.contains("hits{overflow=\"true\"} 990"))
    }

    @Test func metricsAreBounded() {
        let metrics = PrometheusMetrics(maxMetrics: 5)
        for index in 0..<100 { Counter(label: "m\(index)", factory: metrics).increment() }
        #expect(metrics.exposition().split(separator: "\n").count { $0.hasPrefix("# TYPE") } == 5)
    }

    @Test func oneNameIsOneKind() {
        let metrics = PrometheusMetrics()
        Counter(label: "x", factory: metrics).increment()
        Meter(label: "x", factory: metrics).set(9)
        #expect(metrics.exposition() == "# TYPE x counter\nx 1\n")
    }

    @Test func countersNeverFall() {
        let metrics = PrometheusMetrics()
        let counter = FloatingPointCounter(label: "x", factory: metrics)
        counter.increment(by: 2.0)
        counter.increment(by: -5.0)
        counter.increment(by: Double.nan)
        #expect(metrics.exposition().contains("x 2\n"))
    }

    @Test func destroyedMetricsAreGone() {
        let metrics = PrometheusMetrics()
        let counter = Counter(label: "x", dimensions: [("a", "1")], factory: metrics)
        counter.increment()
        Counter(label: "x", dimensions: [("a", "2")], factory: metrics).increment()
        counter.destroy()
        #expect(metrics.exposition() == "# TYPE x counter\nx{a=\"2\"} 1\n")
    }

    @Test func manyTasksCountRight() async {
        let metrics = PrometheusMetrics()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<1000 { Counter(label: "x", factory: metrics).increment() }
                }
            }
        }
        #expect(metrics.exposition().contains("x 8000\n"))
    }
}

@Suite struct LogHandlerTests {
    @Test func anEventIsOneLineOfJSON() throws {
        let lines = LogLines()
        var logger = Logger(label: "shop") { JSONLogHandler(label: $0, write: lines.add) }
        logger[metadataKey: "shared"] = "a"
        logger.info(
            "첫 줄\n둘째 \"줄\"", metadata: ["count": .stringConvertible(3), "list": ["x", ["y": "z"]], "shared": "b"])
        logger.debug("below the level")
        #expect(lines.all.count == 1)
        #expect(!lines.all[0].contains("\n"))
        let json = try #require(lines.json.first)
        #expect(json["level"] == "info")
        #expect(json["logger"] == "shop")
        #expect(json["message"] == "첫 줄\n둘째 \"줄\"")
        #expect(
            json["metadata"]
                == .object(["count": 3, "list": .array(["x", .object(["y": "z"])]), "shared": "b"]))
        #expect(json["time"]?.string?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
    }

    @Test(arguments: ["Authorization", "api_key", "OLLAMA_API_KEY", "accessToken", "clientSecret", "mongodb.password"])
    func secretsAreRedactedAtAnyDepth(name: String) {
        let lines = LogLines()
        for make in [
            { label in JSONLogHandler(label: label, write: lines.add) },
            { _ in ConsoleLogHandler(write: lines.add) },
        ] as [@Sendable (String) -> any LogHandler] {
            var logger = Logger(label: "shop", factory: make)
            logger[metadataKey: name] = "hunter2"
            logger.warning(
                "start", metadata: ["request": ["headers": [.dictionary([name: "hunter2"])], "path": "/visible"]])
        }
        #expect(lines.all.count == 2)
        for line in lines.all {
            #expect(!line.contains("hunter2"))
            #expect(line.contains("[redacted]") && line.contains("/visible"))
        }
    }

    @Test func consoleLinesCannotBeForged() {
        let lines = LogLines()
        let logger = Logger(label: "shop") { _ in ConsoleLogHandler(write: lines.add) }
        logger.info("a\nb", metadata: ["x": "1\r\n12:00:00 error forged\u{1B}[31m"])
        #expect(lines.all.count == 1)
        #expect(!lines.all[0].unicodeScalars.contains { $0.properties.generalCategory == .control })
        #expect(lines.all[0].contains("info"))
    }
}
