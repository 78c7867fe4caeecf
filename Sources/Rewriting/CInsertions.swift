// What a check looks like in C, by the form its place allows.
//
// The name of every variable written here begins with `__cede_`, which no program may use. Nothing written
// here uses `__LINE__`, `__COUNTER__` or a macro.

import Planning

struct CInsertions {
    let bytes: [UInt8]
    /// In the plan's order, which puts what encloses before what is enclosed.
    private var openings: [Insertion] = []
    private var closings: [Insertion] = []

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func open(_ offset: Int, _ text: String) {
        openings.append(Insertion(offset: offset, text: text))
    }
    mutating func close(_ offset: Int, _ text: String) {
        closings.append(Insertion(offset: offset, text: text))
    }

    mutating func check(at site: Site) {
        switch site.form {
        case .statement:
            open(site.offset, spaced("cede_check();", at: site.offset))
        case .declaration:
            open(
                site.offset,
                " int __cede_at_\(site.offset) __attribute__((__unused__)) = (cede_check(), 0);")
        case .prefix: open(site.offset, "if (cede_check(), 0) {} else ")
        case .around(let end):
            open(site.offset, "{ cede_check(); ")
            close(end, " }")
        case .increment(let isEmpty): open(site.offset, isEmpty ? " cede_check()" : ", cede_check()")
        case .condition: open(site.offset, "cede_check(), ")
        case .beforeJump: open(site.offset, "while (cede_check(), 1) ")
        case .binding: open(site.offset, spaced("let _ = cede_check();", at: site.offset))
        case .value(let end):
            open(site.offset, "(cede_check(), ")
            close(end, ").1")
        }
    }

    /// With a space on each side that has none yet.
    private func spaced(_ text: String, at offset: Int) -> String {
        func isSpace(_ i: Int) -> Bool { bytes.indices.contains(i) && (bytes[i] == 0x20 || bytes[i] < 0x0e) }
        return (isSpace(offset - 1) ? "" : " ") + text + (isSpace(offset) ? "" : " ")
    }

    /// `for (init; cond; ⟦) { T __cede_end = ...; for (; i < __cede_end; ⟧inc) body⟦ if (...) break; check; }⟧`
    mutating func strip(_ loop: Counted, turns: UInt64) {
        let strip = CStrip(loop, turns: turns)
        open(loop.afterCondition, strip.head)
        if let body = loop.bareBody {
            open(body, "{ ")
            close(loop.afterBody, " }" + strip.tail)
        } else {
            close(loop.afterBody, strip.tail)
        }
    }

    /// At equal offsets what closes comes first, the innermost before what encloses it.
    func sorted() -> [Insertion] {
        let all = closings.reversed() + openings
        return all.indices.sorted { (all[$0].offset, $0) < (all[$1].offset, $1) }.map { all[$0] }
    }
}
