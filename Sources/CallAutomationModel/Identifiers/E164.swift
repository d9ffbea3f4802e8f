/// Telephone numbers as ITU-T E.164 writes them internationally: `^\+[1-9][0-9]{1,14}$`.
public enum E164 {
    /// Whether the text is a number in international form with its plus sign.
    public static func isNumber(_ text: String) -> Bool {
        text.utf8.first == UInt8(ascii: "+") && self.isDigits(text.utf8.dropFirst())
    }

    /// The number with its plus sign when the text is a number without one, else the text unchanged. Old JavaScript
    /// clients dropped the sign in raw ids.
    static func canonical(_ text: String) -> String {
        self.isDigits(text.utf8[...]) ? "+\(text)" : text
    }

    private static func isDigits(_ digits: Substring.UTF8View) -> Bool {
        (2...15).contains(digits.count) && digits.first != UInt8(ascii: "0") && digits.allSatisfy(isDigit)
    }
}
