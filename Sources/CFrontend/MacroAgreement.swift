// A check in a macro definition is a check in every expansion: it is placed only if each of them allows one.

import Planning

extension Skeleton {
    /// Sites in definitions that are also expanded where nothing may be inserted.
    func sitesNotAllowed(of macros: MacroLoops) -> Set<MacroSite> {
        let usable = Dictionary(
            macros.sites.values.filter { !macros.ruledOut.contains($0) }.map { ($0.site, $0) },
            uniquingKeysWith: { a, _ in a })
        if usable.isEmpty { return [] }
        var forbidden: Set<MacroSite> = []
        for function in functions {
            function.body.forEachCycle { site, refusal in
                guard let macro = site.flatMap({ usable[$0] }) else { return }
                if function.exclusion != nil || !(refusal == nil || refusal == .alreadyChecked) {
                    forbidden.insert(macro)
                }
            }
        }
        return forbidden
    }
}

extension Region {
    /// Every loop and jump: where its check goes, and why it has none.
    fileprivate func forEachCycle(_ visit: (Site?, Reason?) -> Void) {
        switch self {
        case .sequence(let parts), .branch(let parts): parts.forEach { $0.forEachCycle(visit) }
        case .loop(let loop):
            visit(loop.latch, loop.refusal)
            loop.head.forEachCycle(visit)
            loop.body.forEachCycle(visit)
        case .jump(let jump): visit(jump.site, jump.refusal)
        case .choice(let body): body.forEachCycle(visit)
        case .call, .cost, .check, .leave, .target, .entry: break
        }
    }
}
