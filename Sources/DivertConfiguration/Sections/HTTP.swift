extension Configuration {
    /// The two HTTP planes (`http`).
    package struct HTTP: Sendable, Hashable {
        /// A name or an address, IPv6 without brackets.
        package var host: String
        /// 0–65535; 0 takes any free port.
        package var port: Int
        /// What links use; nil: the bound HTTPS address, else the HTTP one.
        package var publicURL: WebAddress?
        package var tls: TLS
        /// How far the date of a signed request may be from ours, in minutes.
        package var clockSkewMinutes: Int

        /// Whether nobody but this machine can reach the listeners: an address in 127.0.0.0/8, ::1 or `localhost`.
        package var isLoopback: Bool {
            self.host == "localhost" || IPAddress(self.host)?.isLoopback == true
        }
    }

    /// HTTPS (`http.tls`).
    package enum TLS: Sendable, Hashable {
        case off
        /// Listens on the host of plain HTTP. Without a certificate one is made in the data folder.
        case on(port: Int, certificate: CertificateFiles?)
    }

    /// A certificate chain and its private key, both PEM.
    package struct CertificateFiles: Sendable, Hashable {
        package var certificate: String
        package var privateKey: String

        package init(certificate: String, privateKey: String) {
            self.certificate = certificate
            self.privateKey = privateKey
        }
    }
}

extension Configuration.HTTP {
    init(reading reader: SettingReader, paths: FilePath) throws(ConfigurationError) {
        self.host = try reader.text("http.host", HostName.parse)
        self.port = try reader.integer("http.port")
        self.publicURL = try reader.optionalText(
            "http.publicUrl", Configuration.WebAddress.init(publicURL:))
        self.tls = try Configuration.TLS(reading: reader, paths: paths)
        self.clockSkewMinutes = try reader.integer("http.authentication.clockSkewMinutes")
        if case .on(let port, _) = self.tls, port == self.port, port != 0 {
            let path = reader.isWritten("http.tls.port") ? "http.tls.port" : "http.port"
            throw reader.refused(path, expected: "different ports for HTTP and HTTPS", found: "\(port) for both")
        }
    }
}

extension Configuration.TLS {
    init(reading reader: SettingReader, paths: FilePath) throws(ConfigurationError) {
        if let written = reader.writtenText("http.tls") {
            guard written == "off" else {
                throw reader.refused(
                    "http.tls", .wrongType, expected: "off or a section of keys", found: Setting.quoted(written))
            }
            self = .off
            return
        }
        let port = try reader.integer("http.tls.port")
        let certificate = try reader.optionalText("http.tls.certificate", paths.resolve)
        let privateKey = try reader.optionalText("http.tls.privateKey", paths.resolve)
        switch (certificate, privateKey) {
        case (let certificate?, let privateKey?):
            self = .on(port: port, certificate: .init(certificate: certificate, privateKey: privateKey))
        case (nil, nil):
            self = .on(port: port, certificate: nil)
        case (.some, nil):
            throw reader.refused(
                "http.tls.privateKey", .missingValue, expected: "the private key of http.tls.certificate")
        case (nil, .some):
            throw reader.refused(
                "http.tls.certificate", .missingValue, expected: "the certificate of http.tls.privateKey")
        }
    }
}
