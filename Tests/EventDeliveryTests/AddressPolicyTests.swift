import EventDelivery
import Testing

@Suite("Where endpoints made through the API may lie")
struct AddressPolicyTests {
    private static let strict = AddressPolicy(allowsLoopback: false, allowsPrivate: false)

    private static func ipv6(_ words: [UInt16]) -> [UInt8] {
        words.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
    }

    @Test(
        "Addresses of the world are allowed",
        arguments: [
            [203, 0, 113, 7], [8, 8, 8, 8], [172, 15, 0, 1], [172, 32, 0, 1], [100, 128, 0, 1], [11, 0, 0, 1],
            ipv6([0x2606, 0x4700, 0, 0, 0, 0, 0, 1]), ipv6([0, 0, 0, 0, 0, 0xffff, 0x0808, 0x0808]),
            ipv6([0x64, 0xff9b, 0, 0, 0, 0, 0x0808, 0x0808]),
        ] as [[UInt8]])
    func world(address: [UInt8]) {
        #expect(Self.strict.refusal(of: address) == nil)
    }

    @Test(
        "Private, link-local and shared ones are not, in whatever clothes, unless that is allowed",
        arguments: [
            [10, 1, 2, 3], [172, 16, 0, 1], [172, 31, 255, 255], [192, 168, 1, 1], [169, 254, 169, 254],
            [100, 64, 0, 1], ipv6([0xfd00, 0, 0, 0, 0, 0, 0, 1]), ipv6([0xfe80, 0, 0, 0, 0, 0, 0, 1]),
            ipv6([0, 0, 0, 0, 0, 0xffff, 0x0a00, 1]), ipv6([0x64, 0xff9b, 0, 0, 0, 0, 0xa9fe, 0xa9fe]),
            ipv6([0x2002, 0xc0a8, 0x0101, 0, 0, 0, 0, 1]),
        ] as [[UInt8]])
    func inside(address: [UInt8]) {
        #expect(Self.strict.refusal(of: address) != nil)
        #expect(AddressPolicy(allowsLoopback: false, allowsPrivate: true).refusal(of: address) == nil)
    }

    @Test(
        "This machine is a case of its own",
        arguments: [
            [127, 0, 0, 1], [127, 9, 9, 9], ipv6([0, 0, 0, 0, 0, 0, 0, 1]), ipv6([0, 0, 0, 0, 0, 0xffff, 0x7f00, 1]),
        ] as [[UInt8]])
    func loopback(address: [UInt8]) {
        #expect(AddressPolicy.isLoopback(address))
        #expect(Self.strict.refusal(of: address) != nil)
        #expect(AddressPolicy(allowsLoopback: false, allowsPrivate: true).refusal(of: address) != nil)
        #expect(AddressPolicy(allowsLoopback: true, allowsPrivate: false).refusal(of: address) == nil)
    }

    @Test(
        "What is no address of one host is never allowed",
        arguments: [
            [0, 0, 0, 0], [224, 0, 0, 1], [255, 255, 255, 255], [], [1, 2, 3], ipv6([0, 0, 0, 0, 0, 0, 0, 0]),
            ipv6([0xff02, 0, 0, 0, 0, 0, 0, 1]),
        ] as [[UInt8]])
    func nowhere(address: [UInt8]) {
        #expect(AddressPolicy(allowsLoopback: true, allowsPrivate: true).refusal(of: address) != nil)
    }
}
