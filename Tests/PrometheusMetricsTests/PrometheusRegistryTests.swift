import Metrics
import PrometheusMetrics
import Testing

@Suite("Metrics as Prometheus reads them")
struct PrometheusRegistryTests {
    private let registry = PrometheusRegistry { $0 == "calls.taken" ? "Calls,\nall of \\them." : nil }

    @Test("Counters end in _total, labels are sorted, and the same labels are the same number")
    func counters() {
        Counter(label: "calls.taken", dimensions: [("peer", "a"), ("method", "x")], factory: registry).increment()
        Counter(label: "calls.taken", dimensions: [("method", "x"), ("peer", "a")], factory: registry).increment(by: 2)
        Counter(label: "calls.taken", factory: registry).increment(by: 7)
        #expect(
            registry.text == """
                # HELP calls_taken_total Calls,\\nall of \\\\them.
                # TYPE calls_taken_total counter
                calls_taken_total 7
                calls_taken_total{method="x",peer="a"} 3

                """)
    }

    @Test("What stands in a label cannot forge a line")
    func escapes() {
        Counter(label: "n", dimensions: [("a b", "x\"} 1\ny\\")], factory: registry).increment()
        #expect(
            registry.text == """
                # TYPE n_total counter
                n_total{a_b="x\\"} 1\\ny\\\\"} 1

                """)
    }

    @Test("Gauges show what was recorded last, meters go up and down, and fractions stay fractions")
    func gauges() {
        let gauge = Gauge(label: "calls.active", factory: registry)
        gauge.record(5)
        gauge.record(3)
        let meter = Meter(label: "level", factory: registry)
        meter.set(2)
        meter.increment(by: 0.5)
        meter.decrement()
        let seconds = FloatingPointCounter(label: "cpu", factory: registry)
        seconds.increment(by: 0.25)
        seconds.increment(by: 0.5)
        #expect(
            registry.text == """
                # TYPE calls_active gauge
                calls_active 3
                # TYPE cpu_total counter
                cpu_total 0.75
                # TYPE level gauge
                level 1.5

                """)
    }

    @Test("Timers are histograms in seconds: buckets that contain the smaller ones, a sum and a count")
    func timers() throws {
        let timer = Timer(label: "call.offer.duration", dimensions: [("outcome", "redirected")], factory: registry)
        timer.recordMilliseconds(1)
        timer.recordMilliseconds(250)
        timer.recordSeconds(500)
        let lines = registry.text.split(separator: "\n").map(String.init)
        #expect(lines.first == "# TYPE call_offer_duration_seconds histogram")
        func bucket(_ bound: String) -> String? {
            lines.first { $0.contains("le=\"\(bound)\"") }?.split(separator: " ").last.map(String.init)
        }
        #expect(bucket("0.0005") == "0")
        #expect(bucket("0.001") == "1")
        #expect(bucket("0.1") == "1")
        #expect(bucket("0.25") == "2")
        #expect(bucket("120") == "2")
        #expect(bucket("+Inf") == "3")
        #expect(
            lines.suffix(2) == [
                "call_offer_duration_seconds_sum{outcome=\"redirected\"} 500.251",
                "call_offer_duration_seconds_count{outcome=\"redirected\"} 3",
            ])
    }

    @Test("Recorders that aggregate are histograms of plain numbers")
    func recorders() {
        let recorder = Recorder(label: "size", factory: registry)
        recorder.record(4)
        recorder.record(1_000_000)
        #expect(registry.text.contains("size_bucket{le=\"5\"} 1\n"))
        #expect(registry.text.contains("size_bucket{le=\"+Inf\"} 2\n"))
        #expect(registry.text.contains("size_sum 1000004\n"))
    }

    @Test("A name that is of another kind already counts for nobody, and a broken name is mended")
    func conflicts() {
        Gauge(label: "1 metric/ä", factory: registry).record(1)
        Recorder(label: "1 metric/ä", factory: registry).record(1)
        #expect(
            registry.text == """
                # TYPE _1_metric___ gauge
                _1_metric___ 1
                # 1 series were left out: there are 10000 already.

                """)
    }

    @Test("Labels that somebody outside can choose do not fill the memory")
    func bounded() {
        for number in 0..<PrometheusRegistry.seriesLimit + 5 {
            Counter(label: "n", dimensions: [("number", "\(number)")], factory: registry).increment()
        }
        let lines = registry.text.split(separator: "\n")
        #expect(lines.count == PrometheusRegistry.seriesLimit + 2)
        #expect(lines.last == "# 5 series were left out: there are 10000 already.")
        // What is kept goes on counting.
        Counter(label: "n", dimensions: [("number", "0")], factory: registry).increment()
        #expect(registry.text.contains("n_total{number=\"0\"} 2\n"))
    }

    @Test("Threads that count at once lose nothing")
    func threads() async {
        let counter = Counter(label: "n", factory: registry)
        let seconds = FloatingPointCounter(label: "s", factory: registry)
        let timer = Timer(label: "t", factory: registry)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<1_000 {
                        counter.increment()
                        seconds.increment(by: 0.5)
                        timer.recordNanoseconds(1)
                    }
                }
            }
        }
        #expect(registry.text.contains("n_total 8000\n"))
        #expect(registry.text.contains("s_total 4000\n"))
        #expect(registry.text.contains("t_seconds_count 8000\n"))
    }
}
