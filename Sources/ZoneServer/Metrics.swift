import Synchronization
import ZoneServices

/// What one series of request measurements is about.
struct RequestSeries: Hashable, Sendable {
    var method: String
    /// The route's template, `unmatched` for an unknown path.
    var route: String
    var status: Int

    /// The method of an unmatched path is whatever the client wrote, so it is not kept.
    init(method: String, template: String?, status: Int) {
        let isMatched = template?.hasPrefix("/") ?? false
        self.method = isMatched ? method : "other"
        self.route = isMatched ? template ?? "" : "unmatched"
        self.status = status
    }
}

/// Counts requests and their durations since start, and writes them in Prometheus' text format.
final class Metrics: Sendable {
    /// Upper bounds of the buckets in microseconds.
    static let boundsUs: [Int64] = [
        500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000,
        2_500_000, 10_000_000,
    ]

    private struct Histogram {
        var counts = [Int](repeating: 0, count: boundsUs.count)
        var count = 0
        var sumUs: Int64 = 0

        mutating func add(us: Int64) {
            if let bucket = boundsUs.firstIndex(where: { us <= $0 }) { counts[bucket] += 1 }
            count += 1
            sumUs += us
        }
    }

    private let histograms = Mutex<[RequestSeries: Histogram]>([:])

    /// Adds one request.
    func record(_ series: RequestSeries, duration: Duration) {
        histograms.withLock {
            $0[series, default: Histogram()].add(us: duration.microseconds)
        }
    }

    /// Everything measured, as Prometheus reads it.
    func text(_ figures: ZoneFigures) -> String {
        zoneText(figures) + requestText()
    }

    /// The durations of requests.
    func requestText() -> String {
        let name = "pilotzone_http_request_duration_seconds"
        var text = "# HELP \(name) Time from a request's head to its answer.\n"
        text += "# TYPE \(name) histogram\n"
        let all = histograms.withLock { $0 }
        let ordered = all.sorted {
            ($0.key.route, $0.key.method, $0.key.status) < (
                $1.key.route, $1.key.method, $1.key.status
            )
        }
        for (series, histogram) in ordered {
            let labels =
                "method=\"\(series.method)\",route=\"\(series.route)\",status=\"\(series.status)\""
            var below = 0
            for (bound, count) in zip(Self.boundsUs, histogram.counts) {
                below += count
                text += "\(name)_bucket{\(labels),le=\"\(seconds(bound))\"} \(below)\n"
            }
            text += "\(name)_bucket{\(labels),le=\"+Inf\"} \(histogram.count)\n"
            text += "\(name)_sum{\(labels)} \(seconds(histogram.sumUs))\n"
            text += "\(name)_count{\(labels)} \(histogram.count)\n"
        }
        return text
    }

    private func zoneText(_ figures: ZoneFigures) -> String {
        var text = ""
        func gauge(_ name: String, _ help: String, _ value: Int) {
            text += "# HELP pilotzone_\(name) \(help)\n# TYPE pilotzone_\(name) gauge\n"
            text += "pilotzone_\(name) \(value)\n"
        }
        gauge("queue_depth", "Documents waiting in the intake queue.", figures.queueDepth)
        gauge("queue_depth_max", "Most documents the intake queue holds.", figures.queueDepthMax)
        gauge("messages", "Messages received since the store was made.", figures.messageCount)
        gauge("declarations", "Declarations since the store was made.", figures.declarationCount)
        text += "# HELP pilotzone_declarations_by_status Declarations by receipt status code.\n"
        text += "# TYPE pilotzone_declarations_by_status gauge\n"
        for (status, count) in figures.declarationsByStatus.sorted(by: { $0.key < $1.key }) {
            text += "pilotzone_declarations_by_status{status=\"\(status)\"} \(count)\n"
        }
        for (name, count) in figures.counters.sorted(by: { $0.key < $1.key }) {
            let metric = "pilotzone_\(name.metricName)_total"
            text += "# HELP \(metric) Counter \(name) of the zone since start.\n"
            text += "# TYPE \(metric) counter\n\(metric) \(count)\n"
        }
        return text
    }

    /// Microseconds as seconds in decimal, without rounding.
    private func seconds(_ us: Int64) -> String {
        let fraction = String(us % 1_000_000)
        let zeros = String(repeating: "0", count: 6 - fraction.count)
        return "\(us / 1_000_000).\(zeros)\(fraction)"
    }
}

extension String {
    /// `refusedDocuments` as `refused_documents`; anything but letters and digits becomes `_`.
    fileprivate var metricName: String {
        var name = ""
        for scalar in unicodeScalars {
            if ("A"..."Z").contains(scalar) {
                name +=
                    (name.isEmpty || name.hasSuffix("_") ? "" : "_") + String(scalar).lowercased()
            } else if ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) {
                name.unicodeScalars.append(scalar)
            } else {
                name += "_"
            }
        }
        return name
    }
}
