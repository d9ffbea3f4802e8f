import Foundation
import RequestSigning

/// Asks whether the time of a refused HMAC tells how many leading bytes of the signature were right.
///
///     SignatureTiming [ROUNDS]
///
/// Two classes of wrong signatures are checked in random order: one whose first byte is wrong, one whose last byte alone is.
/// The slowest twentieth of all measurements, which is other programs, is left out by a limit that both classes share. A
/// comparison that ends at the first difference is measured in the same way, to show that the method sees a leak.
@main
struct SignatureTiming {
    private static let threshold = 4.5
    private static let key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

    static func main() {
        let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 200_000
        guard let requests = self.requests() else { exit(1) }
        let real = self.measure("verify", rounds) { requests.check($0) }
        let leaky = self.measure("a leaky comparison", rounds) { requests.compareLeaking($0) }
        guard abs(leaky) > self.threshold else {
            print("no verdict: the leaky comparison was not seen either; more rounds are needed")
            exit(2)
        }
        let isConstant = abs(real) < self.threshold
        print(isConstant ? "no difference was found" : "the time depends on how much of the signature is right")
        exit(isConstant ? 0 : 1)
    }

    private static func measure(_ name: String, _ rounds: Int, _ work: (Int) -> Bool) -> Double {
        var generator = SystemRandomNumberGenerator()
        var samples: [(kind: Int, nanoseconds: Double)] = []
        samples.reserveCapacity(rounds)
        for _ in 0..<rounds {
            let kind = Int((generator.next() as UInt64) & 1)
            let start = DispatchTime.now().uptimeNanoseconds
            let isGood = work(kind)
            let end = DispatchTime.now().uptimeNanoseconds
            if isGood { exit(1) }
            samples.append((kind, Double(end - start)))
        }
        let limit = samples.map(\.nanoseconds).sorted()[rounds * 19 / 20]
        var test = WelchTest()
        for sample in samples.dropFirst(rounds / 100) where sample.nanoseconds <= limit {
            test.add(sample.nanoseconds, to: sample.kind)
        }
        let means = test.means.map { String(format: "%.1f", $0) }
        print(
            "\(name): first byte wrong \(means[0]) ns, last byte wrong \(means[1]) ns, t = "
                + String(format: "%.2f", test.t))
        return test.t
    }

    private static func requests() -> WrongSignatures? {
        AccessKey(base64: self.key).flatMap(WrongSignatures.init)
    }
}
