import ArgumentParser
import Foundation

/// `divert documentation`: prints the parts of the documentation that are made of the program's own tables, so that they
/// cannot say anything else. For those who work on Divert; not shown in the help.
struct DocumentationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "documentation", abstract: "Print the generated parts of a page of docs/.", shouldDisplay: false)

    @Argument(help: "The page.")
    var page: DocumentationPage

    @Option(help: ArgumentHelp("Renew the parts in this file instead of printing them.", valueName: "file"))
    var into: String?

    func run() throws {
        guard let file = self.into else {
            StandardStreams.print(self.page.parts.map(\.marked).joined(separator: "\n\n"))
            return
        }
        do {
            let url = URL(fileURLWithPath: file)
            var text = try String(contentsOf: url, encoding: .utf8)
            for part in self.page.parts {
                guard let renewed = part.renewed(in: text) else {
                    StandardStreams.complain(
                        "divert documentation: \(file): expected the marks of “\(part.name)”, found none\n"
                            + "  Put them where the part belongs; divert documentation \(self.page.rawValue) prints them."
                    )
                    throw ExitStatus.failed
                }
                text = renewed
            }
            try Data(text.utf8).write(to: url, options: .atomic)
        } catch let error as CocoaError {
            StandardStreams.complain("divert documentation: \(file): \(error.localizedDescription)")
            throw ExitStatus.failed
        }
    }
}
