import Metrics
import MetricsTestKit
import Observability
import Testing

@Suite("What the kernel knows of this process")
struct ProcessMetricsTests {
    @Test("Version, memory, files and the time of the processor, which only grows")
    func refreshed() throws {
        let backend = TestMetrics()
        let metrics = ProcessMetrics(backend, version: "1.2.3")
        metrics.refresh()
        metrics.refresh()
        #expect(try backend.expectGauge("build.info", [("version", "1.2.3")]).lastValue == 1)
        #expect(try #require(backend.expectGauge("process.memory.usage").lastValue) > 1_000_000)
        #expect(try #require(backend.expectGauge("process.open_file_descriptor.count").lastValue) > 2)
    }
}
