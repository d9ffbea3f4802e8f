extension Configuration {
    /// What holds for every call (`calls`).
    package struct Calls: Sendable, Hashable {
        /// How long a call may ring undecided; 0 applies `onTimeout` at once.
        package var ringTimeoutSeconds: Int
        package var onTimeout: TimeoutPolicy
        /// What happens to a call whose application could not be told.
        package var onUndelivered: UndeliveredPolicy
        /// How long ringing calls have at a graceful stop.
        package var drainSeconds: Int
        /// Hop limit of a call, 0–100.
        package var maxDiversions: Int
        /// How many calls that the policy answers at once are recorded each second.
        package var policyRecordsPerSecond: Int
        /// Keys that seal contexts, the newest first; empty: made and kept in the data folder.
        package var contextKeys: [ContextKey]
    }

    /// What happens to a call whose event nobody accepted.
    package enum UndeliveredPolicy: Sendable, Hashable {
        /// It rings on.
        case wait
        /// 503.
        case reject
        /// As with `TimeoutPolicy.redirect`.
        case redirect(target: String)
    }

    /// What happens to a call that nobody decided.
    package enum TimeoutPolicy: Sendable, Hashable {
        /// 480.
        case reject
        /// Redirected by policy; the target is an E.164 number or a raw id.
        case redirect(target: String)
    }
}

extension Configuration.Calls {
    /// - Parameter isDevelopment: whether the development access key is accepted.
    init(reading reader: SettingReader, isDevelopment: Bool) throws(ConfigurationError) {
        self.ringTimeoutSeconds = try reader.integer("calls.ringTimeoutSeconds")
        let target = try reader.optionalText("calls.onTimeoutTarget") { IdentifierText.isIdentifier($0) ? $0 : nil }
        func redirectTarget(_ path: String) throws(ConfigurationError) -> String {
            guard let target else {
                throw reader.refused(
                    reader.isWritten(path) ? path : "calls.onTimeoutTarget", .missingValue,
                    expected: "a calls.onTimeoutTarget to redirect to")
            }
            return target
        }
        self.onTimeout =
            try reader.word("calls.onTimeout") == "redirect"
            ? .redirect(target: try redirectTarget("calls.onTimeout")) : .reject
        switch reader.isWritten("calls.onUndelivered") ? try reader.word("calls.onUndelivered") : nil {
        case "wait"?: self.onUndelivered = .wait
        case "redirect"?: self.onUndelivered = .redirect(target: try redirectTarget("calls.onUndelivered"))
        case "reject"?: self.onUndelivered = .reject
        case .some, nil: self.onUndelivered = isDevelopment ? .wait : .reject
        }
        self.drainSeconds = try reader.integer("calls.drainSeconds")
        self.maxDiversions = try reader.integer("calls.maxDiversions")
        self.policyRecordsPerSecond = try reader.integer("calls.policyRecordsPerSecond")
        self.contextKeys = try reader.optionalTexts("calls.contextKeys", Configuration.ContextKey.init(base64:)) ?? []
    }
}
