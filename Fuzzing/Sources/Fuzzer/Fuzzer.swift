/// What all fuzz tests share. libFuzzer calls `LLVMFuzzerTestOneInput` of the program with one input after another.
public enum Fuzzer {
    /// The bytes of an input.
    public static func bytes(_ start: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
        Array(UnsafeBufferPointer(start: start, count: count))
    }

    /// Ends the process when a promise is broken, which is how libFuzzer learns of it.
    public static func require(_ holds: @autoclosure () -> Bool, _ promise: String) {
        guard !holds() else { return }
        fatalError("broken promise: \(promise)")
    }
}
