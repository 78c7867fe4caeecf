// What a check looks like in C, by the form its place allows.
//
// The name of every variable written here begins with `__cede_`, which no program may use. Nothing written
// here uses `__LINE__`, `__COUNTER__` or a macro.

import Planning

struct CInsertions {
    private var text: Insertions
    private let mayBeOpaque: Bool

    init(bytes: [UInt8], mayBeOpaque: Bool) {
        text = Insertions(bytes)
        self.mayBeOpaque = mayBeOpaque
    }

    var sorted: [Insertion] { text.sorted }

    mutating func open(_ offset: Int, _ written: String) { text.open(offset, written) }
    mutating func close(_ offset: Int, _ written: String) { text.close(offset, written) }

    mutating func check(at site: Site, isOpaque: Bool) {
        let check = check(isOpaque)
        switch site.form {
        case .statement:
            open(site.offset, text.spaced("\(check);", at: site.offset))
        case .declaration:
            open(
                site.offset,
                " int __cede_at_\(site.offset) __attribute__((__unused__)) = (\(check), 0);")
        case .prefix: open(site.offset, text.spaced("if (\(check), 0) {} else", at: site.offset))
        case .around(let end):
            open(site.offset, "{ \(check); ")
            close(end, " }")
        case .increment(let isEmpty): open(site.offset, isEmpty ? " \(check)" : ", \(check)")
        case .condition: open(site.offset, "\(check), ")
        case .beforeJump: open(site.offset, "while (\(check), 1) ")
        case .value(let end):
            open(site.offset, "(\(check), ")
            close(end, ")")
        case .binding, .droppable, .returned: assertionFailure("a form of Swift's")
        }
    }

    private func check(_ isOpaque: Bool) -> String { isOpaque && mayBeOpaque ? "cede_check_opaque()" : "cede_check()" }

    /// `while (cond) { cede_check(); step;⟦ ; if (!(cond)) { break; } step;⟧ }`
    mutating func turns(_ copy: TurnCopy, _ turns: Int) {
        if let body = copy.bareBody { open(body, "{ ") }
        close(copy.offset, String(repeating: " " + copy.text, count: turns - 1) + (copy.bareBody == nil ? " " : " }"))
    }

    /// `for (init; cond; ⟦) { T __cede_end = ...; for (; i < __cede_end; ⟧inc) body⟦ if (...) break; check; }⟧`
    mutating func strip(_ loop: Counted, turns: UInt64) {
        let strip = CStrip(loop, turns: turns)
        open(loop.opening, strip.head)
        if let body = loop.bareBody {
            open(body, "{ ")
            close(loop.afterBody, " }" + strip.tail)
        } else {
            close(loop.afterBody, strip.tail)
        }
    }
}
