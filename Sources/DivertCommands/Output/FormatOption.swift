import ArgumentParser

/// `--format`, the same for every verb that prints a result.
struct FormatOption: ParsableArguments {
    @Option(help: "How the result is printed: for people, or as JSON objects, each on its own line.")
    var format: OutputFormat = .table
}
