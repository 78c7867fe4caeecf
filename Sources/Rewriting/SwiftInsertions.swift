// What a check looks like in Swift.
//
// As a statement it is `let _ = cede_check();`: among the expressions of a result builder a bare call would be one more
// component, while a declaration is left alone. Where the site says that no builder reads it, it is the bare call. Around an
// expression it is `(cede_check(), EXPRESSION).1`, which has the expression's type wherever that comes from, and keeps a body of
// one expression one. `__cede_then(cede_check(), CALL)` is the same for a call whose value may be dropped: the compiler warns of
// values that are, but not of this function's. Where the value can't be copied, the expression gets a `return` instead.

import Planning

/// The rewritten source; it imports the check's module unless it did before.
public func rewriteSwift(_ bytes: [UInt8], by plan: Plan) -> Rewritten {
    var insertions = SwiftInsertions(bytes)
    if let offset = plan.prelude {
        insertions.text.open(offset, (plan.isPreludePublic ? "public " : "") + "import CedeCheck; ")
        let support = SwiftStrip.support(for: plan)
        if !support.isEmpty { insertions.text.open(offset, support) }
    }
    for region in plan.quiet { insertions.quiet(region) }
    for entry in plan.entries {
        switch entry.decision {
        case .check(let site): insertions.check(at: site)
        case .slices(let loop, let turns): insertions.slices(loop, turns: turns)
        case .pieces(let offset, let turns): insertions.text.open(offset, "__cede_pieces(\(turns / 2)).")
        case .strip, .none: break
        }
    }
    return splice(bytes, insertions.text.sorted)
}

/// The source with the plan's checks as a person writes them, `Cede.check()`, and the import of the module.
public func fixSwift(_ bytes: [UInt8], by plan: Plan) -> Rewritten {
    var insertions = SwiftInsertions(bytes)
    for offset in plan.declarations { insertions.text.open(offset, (plan.isPreludePublic ? "public " : "") + "import Cede; ") }
    for entry in plan.entries {
        if case .check(let site) = entry.decision { insertions.check(at: site, "Cede.check()") }
    }
    return splice(bytes, insertions.text.sorted)
}

struct SwiftInsertions {
    var text: Insertions

    init(_ bytes: [UInt8]) { text = Insertions(bytes) }

    mutating func check(at site: Site, _ explicit: String? = nil) {
        let check = explicit ?? site.index.map { "__cede_turn(\(named($0.name, endingAt: $0.end)))" } ?? "cede_check()"
        switch site.form {
        case .value(let end):
            text.open(site.offset, "(\(check), ")
            text.close(end, ").1")
        // What people write has no helpers.
        case .droppable(let end) where explicit != nil:
            text.open(site.offset, "(\(check), ")
            text.close(end, ").1")
        case .droppable(let end):
            text.open(site.offset, "__cede_then(\(check), ")
            text.close(end, ")")
        case .returned: text.open(site.offset, "let _ = \(check); return ")
        case .statement: text.open(site.offset, text.spaced("\(check);", at: site.offset))
        default: text.open(site.offset, text.spaced("let _ = \(check);", at: site.offset))
        }
    }

    /// The variable of a loop, which gets a name if it has none.
    mutating func named(_ name: String, endingAt end: Int) -> String {
        guard name == "_" else { return name }
        text.open(end - 1, "__cede_piece")
        return "__cede_piece_"
    }

    /// Yields are put off until what holds the lock has let go.
    mutating func quiet(_ region: QuietRegion) {
        switch region.form {
        case .block(let value):
            let start = "let _ = cede_no_yield_begin(); defer { cede_no_yield_leave() };"
            text.open(region.offset, text.spaced(start, at: region.offset))
            if let value { text.open(value, "return ") }
        case .value(let end):
            text.open(region.offset, "(cede_no_yield_begin(), ")
            text.close(end, ", cede_no_yield_leave()).1")
        case .droppable(let end):
            text.open(region.offset, "__cede_then(cede_no_yield_begin(), ")
            text.close(end, ", cede_no_yield_leave())")
        }
    }
}
