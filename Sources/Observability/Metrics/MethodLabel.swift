import SIPMessage

/// A method as a label: peers may send any token as one, and those that no standard knows are one label together. The two
/// that make up nearly all traffic are found first, and all of them are quicker to hash than their names.
enum MethodLabel: String, Sendable, Hashable {
    case invite = "INVITE"
    case ack = "ACK"
    case cancel = "CANCEL"
    case options = "OPTIONS"
    case bye = "BYE"
    case register = "REGISTER"
    case prack = "PRACK"
    case subscribe = "SUBSCRIBE"
    case notify = "NOTIFY"
    case publish = "PUBLISH"
    case info = "INFO"
    case refer = "REFER"
    case message = "MESSAGE"
    case update = "UPDATE"
    case other

    init(_ method: SIPMethod) {
        switch method {
        case .invite: self = .invite
        case .ack: self = .ack
        default: self = method.isKnown ? MethodLabel(rawValue: method.rawValue) ?? .other : .other
        }
    }
}
