/// Telephone numbers as ITU-T E.164 writes them internationally: `^\+[1-9][0-9]{1,14}$`.
public enum E164 {
    /// Whether the text is a number in international form with its plus sign.
    public static func isNumber(_ text: String) -> Bool {
        self.isNumber(text, withPlus: true)
    }

    /// The number with its plus sign when the text is a number without one, else the text unchanged. Old JavaScript
    /// clients dropped the sign in raw ids.
    static func canonical(_ text: String) -> String {
        self.isNumber(text, withPlus: false) ? "+\(text)" : text
    }

    private static func isNumber(_ text: String, withPlus: Bool) -> Bool {
        let digits = text.utf8.count - (withPlus ? 1 : 0)
        guard (2...15).contains(digits) else { return false }
        var position = withPlus ? -1 : 0
        for byte in text.utf8 {
            switch position {
            case -1: guard byte == UInt8(ascii: "+") else { return false }
            case 0: guard isDigit(byte), byte != UInt8(ascii: "0") else { return false }
            default: guard isDigit(byte) else { return false }
            }
            position += 1
        }
        return true
    }
}
