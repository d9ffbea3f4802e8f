/// Names of files in settings.
struct FilePath: Sendable, Hashable {
    /// The folder that relative names start at; nil for the working folder.
    let folder: String?

    /// The folder that the configuration file is in.
    init(configurationFile file: String?) {
        guard let file, let slash = file.lastIndex(of: "/") else {
            self.folder = nil
            return
        }
        self.folder = String(file[..<slash])
    }

    /// The name from the working folder or from the root; nil for text that cannot be a file name.
    func resolve(_ name: String) -> String? {
        guard !name.isEmpty, !name.utf8.contains(0) else { return nil }
        guard !name.hasPrefix("/"), let folder = self.folder else { return name }
        return folder + "/" + name
    }
}
