import SIPMessage

/// A method as a label: peers may send any token as one, and those that no standard knows are one label together. Numbers,
/// because each message compares some, and an enumeration of texts is compared as texts.
enum MethodLabel: UInt8, Sendable, Hashable, CaseIterable {
    case invite, ack, cancel, options, bye, register, prack, subscribe, notify, publish, info, refer, message, update
    case other

    /// The two that make up nearly all traffic are found first.
    init(_ method: SIPMethod) {
        switch method {
        case .invite: self = .invite
        case .ack: self = .ack
        default: self = Self.byName[method.rawValue] ?? .other
        }
    }

    /// `INVITE`, and `other`.
    var name: String { self == .other ? "other" : "\(self)".uppercased() }

    private static let byName = Dictionary(
        uniqueKeysWithValues: Self.allCases.filter { $0 != .other }.map { ($0.name, $0) })
}
