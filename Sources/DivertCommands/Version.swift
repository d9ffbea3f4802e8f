/// The one place that says which version this is. `divert --version` prints it, packages are named after it, and the
/// newest heading of CHANGELOG.md names it.
enum Version {
    /// As semver.org writes it, without a `v`.
    static let current = "0.1.0"
}
