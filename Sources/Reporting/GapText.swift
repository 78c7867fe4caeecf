// A gap as people read it: a time, and what comes on top.
//
//     14 us, plus `regexec` at parse.c:812
//     unbounded: loop 'for' at x.c:3:5 (it comes from the macro M; ...)

import Planning

public struct GapText {
    public var gap: Gap
    /// How many extras are named before the rest is counted.
    public var most = 4

    public init(_ gap: Gap, most: Int = 4) {
        self.gap = gap
        self.most = most
    }

    /// The time alone, or that there is none.
    public var time: String { gap.isBounded ? gap.cost.description : "unbounded" }

    /// The time when no load finds its data in a cache.
    public var timeFromMemory: String { gap.isBounded ? gap.cost.fromMemory.description : "" }

    public var extras: String {
        if gap.extras.isEmpty { return "" }
        let named = gap.extras.prefix(most).map(Self.text)
        let rest = gap.extras.count - named.count
        let all = named + (rest > 0 ? ["\(rest) more"] : [])
        return (gap.isBounded ? "plus " : "") + all.joined(separator: ", ")
    }

    public static func text(_ extra: Extra) -> String {
        let times =
            extra.count > 1 ? "up to \(extra.count == .max ? "any number of" : "\(extra.count)") times " : ""
        let at = " at \(extra.place)"
        switch extra.kind {
        case .opaque(let name): return times + "`\(name)`" + at
        case .pointer(let type):
            return times + "a call through a pointer" + (type.map { " to \($0)" } ?? "") + at
        case .sized(let name):
            return times + "`\(name)` of a size known only when it runs"
                + (extra.each.map { ", \($0) a byte," } ?? "") + at
        case .system(let name): return times + "`\(name)`, if it enters the kernel," + at
        case .unwinding(let name):
            return "\(extra.each?.description ?? "some") for each level of `\(name)` that returns"
        case .unchecked(let what, let why): return "\(what)" + at + " (\(why))"
        }
    }
}
