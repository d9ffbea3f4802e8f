/// How much a peer may send (SYN-17). Sizes are bytes, after header lines are unfolded.
public struct SIPLimits: Hashable, Sendable {
    /// The whole message; beyond it 513. Default 65,536, which is more than any datagram holds (§18.1.1).
    public var message: Int
    /// All header lines with the empty line that ends them; beyond it 400. Default 32,768.
    public var headerSection: Int
    /// Name and value of one header line; beyond it 400. Default 8,192.
    public var headerLine: Int
    /// The number of header lines; beyond it 400. Default 256.
    public var headerLines: Int
    /// The number of Via values; beyond it 400. Default 70.
    public var viaValues: Int
    /// The number of Contact values; beyond it 400. Default 32.
    public var contacts: Int
    /// A URI; beyond it 414 for the Request-URI, 400 for those in From and To. Default 2,048.
    public var uri: Int
    /// The body; beyond it 513 (UAS-9). Default 32,768.
    public var body: Int

    /// Limits, each with its default.
    public init(
        message: Int = 65_536, headerSection: Int = 32_768, headerLine: Int = 8_192, headerLines: Int = 256,
        viaValues: Int = 70, contacts: Int = 32, uri: Int = 2_048, body: Int = 32_768
    ) {
        self.message = message
        self.headerSection = headerSection
        self.headerLine = headerLine
        self.headerLines = headerLines
        self.viaValues = viaValues
        self.contacts = contacts
        self.uri = uri
        self.body = body
    }

    /// The defaults of SYN-17.
    public static let standard = SIPLimits()
}
