public import Metrics
import Synchronization

/// A backend for swift-metrics that Prometheus can scrape (text format 0.0.4).
///
/// Counters, meters, recorders and timers become counters, gauges and histograms with fixed buckets. Timers are in seconds,
/// and their names end in `_seconds`. Memory is bounded: each metric keeps at most `maxLabelSets` sets of labels, and there are
/// at most `maxMetrics` metrics; what goes beyond counts together under the label `overflow="true"`, or, for metrics, is
/// dropped. Copies share their values.
public struct PrometheusMetrics: MetricsFactory {
    private let registry: MetricRegistry

    /// - Parameter help: What each metric means, by its exposed name.
    public init(maxLabelSets: Int = 500, maxMetrics: Int = 500, help: [String: String] = [:]) {
        registry = MetricRegistry(
            maxLabelSets: maxLabelSets, maxMetrics: maxMetrics,
            help: ServerMetrics.help.merging(help) { _, given in given })
    }

    /// All metrics as text, sorted by name. O(label sets).
    public func exposition() -> String { registry.exposition() }

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        registry.cell(label, dimensions, kind: .counter, make: CounterCell.init)
    }

    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        registry.cell(label, dimensions, kind: .counter, make: CounterCell.init)
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        registry.cell(label, dimensions, kind: .gauge, make: GaugeCell.init)
    }

    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        if aggregate {
            registry.cell(label, dimensions, kind: .histogram) { HistogramCell(bounds: HistogramCell.plainBounds) }
        } else {
            registry.cell(label, dimensions, kind: .gauge, make: GaugeCell.init)
        }
    }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let name = label.hasSuffix("_seconds") ? label : label + "_seconds"
        return registry.cell(name, dimensions, kind: .histogram) { HistogramCell(bounds: HistogramCell.secondBounds) }
    }

    public func destroyCounter(_ handler: any CounterHandler) { registry.remove(handler) }
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { registry.remove(handler) }
    public func destroyMeter(_ handler: any MeterHandler) { registry.remove(handler) }
    public func destroyRecorder(_ handler: any RecorderHandler) { registry.remove(handler) }
    public func destroyTimer(_ handler: any TimerHandler) { registry.remove(handler) }
}
