// Functions into which nothing may be inserted, recognised by the words of their declarations.
//
// By words and not by libclang's attribute cursors: libclang 14 shows most attributes without a name. The
// words are read from the end of the declaration before, because attributes may stand before the type; and on every
// declaration of the function, for attributes are often on the prototype alone.

import CLibClang
import Planning

struct Exclusions {
    private static let words: [Substring: Reason] = [
        "naked": .functionExcluded("a naked function has no frame"),
        "interrupt": .functionExcluded("an interrupt handler runs on a foreign stack"),
        "no_instrument_function": .functionExcluded("it is marked no_instrument_function"),
        "cede_no_yield": .noYield("it is marked cede_no_yield"),
        "no_yield": .noYield("it is marked cede::no_yield"),
    ]

    private(set) var reasons: [String: Reason] = [:]

    /// Reads the declarations of functions, wherever they stand.
    init(in tree: SyntaxTree, _ text: CText, _ functions: FunctionTable) {
        for i in tree.nodes.indices where CursorKind.isFunction(tree[i].kind) {
            let body = tree.body(of: i)
            let end = body.map { tree[$0].start } ?? text.endOfDeclaration(from: tree[i].end)
            let found = Self.words(
                from: tree.startOfDeclaration(i), declaration: tree[i].start, to: end, of: text)
            guard found.reason != nil || found.resolver != nil else { continue }
            if let reason = found.reason { reasons[functions.id(of: i)] = reason }
            if let resolver = found.resolver {
                reasons[resolver] = .functionExcluded(
                    "an ifunc resolver runs before the program is relocated")
            }
        }
    }

    /// Reads the bytes from the end of the declaration before to the function's body. Declarations of system
    /// headers may stand between; what ends one ends its words.
    private static func words(
        from start: Int, declaration: Int, to end: Int, of text: CText
    ) -> (reason: Reason?, resolver: String?) {
        var found: (reason: Reason?, resolver: String?) = (nil, nil)
        var i = text.skipTrivia(start)
        while i < end {
            let next = text.endOfToken(i)
            if i < declaration, ["{", "}", ";"].contains(where: { text.hasByte($0, at: i) }) {
                found = (nil, nil)
            } else if text.hasByte("\"", at: i) {
                // annotate("cede_no_yield")
                if text.string(i..<next) == "\"cede_no_yield\"" { found.reason = words["cede_no_yield"] }
            } else if let word = text.word(at: i) {
                var bare = word.drop { $0 == "_" }
                if bare.hasSuffix("__") { bare = bare.dropLast(2) }
                if let reason = words[bare] { found.reason = reason }
                let name = text.skipTrivia(text.skipTrivia(next) + 1)
                if bare == "ifunc", text.hasByte("\"", at: name) {
                    found.resolver = String(text.string(name..<text.endOfToken(name)).dropFirst().dropLast())
                }
            }
            i = text.skipTrivia(next)
        }
        return found
    }
}

extension CText {
    /// The `;` that ends a declaration, from behind its declarator.
    func endOfDeclaration(from end: Int) -> Int {
        var i = skipTrivia(end)
        while i < bytes.count, !hasByte(";", at: i), !hasByte("{", at: i), !hasByte("}", at: i) {
            i = skipTrivia(endOfToken(i))
        }
        return i
    }
}
