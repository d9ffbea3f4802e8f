import ArgumentParser

/// `--token`, in place of the access key.
struct TokenOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A user access token, or one of Entra ID, in place of the access key. Others on this machine can read command "
                + "lines.",
            valueName: "token"))
    var token: String?
}
