import CallContext
import Fuzzer
import SIPCore

/// A context is opened or refused; what was opened can be sealed again, and its recipe, if it holds one, makes a response.
enum FuzzCallContext {
    static func test(_ bytes: [UInt8]) {
        guard let key = ContextKey(bytes: Array(repeating: 65, count: 32)) else { return }
        let sealer = ContextSealer(keys: [key])
        let text = String(decoding: bytes, as: UTF8.self)
        _ = (ContextSealer.sealingKeyID(of: text), ContextKey(base64: text))
        self.open(text, sealer)
        // The same bytes as what a context holds: header, nonce, claims, tag.
        let context = [1] + key.id + Array(repeating: 0, count: 12) + bytes + Array(repeating: 0, count: 16)
        self.open(URLSafe.encode(context), sealer)
        self.read(recipe: bytes)
    }

    private static func open(_ text: String, _ sealer: ContextSealer) {
        guard case .success(let claims) = sealer.open(text, now: .min) else { return }
        var generator = SystemRandomNumberGenerator()
        let again = try? sealer.seal(claims, using: &generator)
        Fuzzer.require(
            again.map { sealer.open($0, now: .min) } == .success(claims), "what was opened can be sealed again")
        self.read(recipe: claims.recipe)
    }

    private static func read(recipe bytes: [UInt8]) {
        guard let recipe = ResponseRecipe(bytes: bytes) else { return }
        _ = (recipe.response(100), recipe.response(302))
        Fuzzer.require(ResponseRecipe(bytes: recipe.bytes) == recipe, "a recipe can be read again")
    }
}

/// What libFuzzer calls.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    FuzzCallContext.test(Fuzzer.bytes(start, count))
    return 0
}
