import ArgumentParser
import UserTokens

/// `--minutes`, how long a token is good.
struct TokenLifetimeOption: ParsableArguments {
    @Option(help: ArgumentHelp("How long the token is good, 60 to 1440. (default: 1440)", valueName: "minutes"))
    var minutes: Int?

    func validate() throws {
        guard self.minutes.map({ UserTokenLifetime.minutes.contains($0) }) ?? true else {
            let limits = UserTokenLifetime.minutes
            throw ValidationError("--minutes must be from \(limits.lowerBound) to \(limits.upperBound).")
        }
    }
}
