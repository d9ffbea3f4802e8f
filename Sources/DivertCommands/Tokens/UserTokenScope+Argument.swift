import ArgumentParser
import UserTokens

/// `--scope voip`.
extension UserTokenScope: ExpressibleByArgument {}
