/// A step of the demo that did not happen.
package struct DemoError: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
