// Functions into which nothing may be inserted, recognised by the words of their declaration.
//
// By words and not by libclang's attribute cursors: libclang 14 shows most attributes without a name. The
// words are read from the end of the declaration before, because attributes may stand before the type.

import Planning

enum Exclusions {
    private static let words: [(word: String, why: String)] = [
        ("naked", "a naked function has no frame"),
        ("interrupt", "an interrupt handler runs on a foreign stack"),
        ("no_instrument_function", "it is marked no_instrument_function"),
        ("ifunc", "an ifunc resolver runs before the program is relocated"),
        ("cede_no_yield", "it is marked cede_no_yield"),
    ]

    /// Reads the bytes from the end of the declaration before to the function's body. Declarations of system
    /// headers may stand between; what ends one ends its words.
    static func reason(from end: Int, to body: Int, of text: CText) -> Reason? {
        var reason: Reason?
        var i = text.skipTrivia(end)
        while i < body {
            if text.hasByte(";", at: i) || text.hasByte("}", at: i) {
                reason = nil
            } else if let found = text.word(at: i) {
                let bare = found.drop { $0 == "_" }
                if let match = words.first(where: { bare == $0.word || bare == $0.word + "__" }) {
                    reason = .functionExcluded(match.why)
                }
            }
            i = text.skipTrivia(text.endOfToken(i))
        }
        return reason
    }
}
