// Rewriting: plan -> insertions -> bytes. Pure; the same input gives the same bytes.
//
// Only insertions, and never a newline: every line keeps its number, and taking the insertions out gives the
// original back byte for byte. Rejected: printing a changed syntax tree, which loses comments, macros and
// columns, and moves every line.

import Planning

/// Text to insert before the byte at `offset` of the original.
public struct Insertion: Hashable, Sendable {
    public var offset: Int
    public var text: String

    public init(offset: Int, text: String) {
        self.offset = offset
        self.text = text
    }
}

public struct Rewritten: Sendable {
    public var bytes: [UInt8]
    /// Sorted by offset; at equal offsets in the order they appear. Removing them gives back the original.
    public var insertions: [Insertion]

    /// Nothing is inserted.
    public init(unchanged bytes: [UInt8]) {
        self.init(bytes: bytes, insertions: [])
    }

    init(bytes: [UInt8], insertions: [Insertion]) {
        self.bytes = bytes
        self.insertions = insertions
    }
}

/// `prelude` is given when the output must declare the check itself (tree carrier); the preprocessed carrier
/// brings `cede_check.h` in through the compiler's own `-include`.
public func rewriteC(_ bytes: [UInt8], by plan: Plan, prelude: Prelude?) -> Rewritten {
    // Only the header has the opaque form.
    var insertions = CInsertions(bytes: bytes, mayBeOpaque: prelude == nil)
    if let prelude, let offset = plan.prelude { insertions.open(offset, prelude.text) }
    if let prelude { plan.declarations.forEach { insertions.open($0, prelude.declaration) } }
    // Text that is compiled more than once, a macro's or an included file's, has an entry each time.
    var turns: [Counted: UInt64] = [:]
    for case .strip(let counted, let length) in plan.entries.map(\.decision) {
        turns[counted] = min(length, turns[counted] ?? length)
    }
    var done: Set<Plan.Decision> = []
    for entry in plan.entries {
        switch entry.decision {
        case .none: break
        case .check(let site):
            guard done.insert(entry.decision).inserted else { break }
            insertions.check(at: site, isOpaque: entry.isOpaque)
            if let copy = entry.copy { insertions.turns(copy, entry.turnsPerCheck) }
        case .strip(let counted, let length):
            let shortest = turns[counted] ?? length
            if done.insert(.strip(counted, turns: shortest)).inserted {
                insertions.strip(counted, turns: shortest)
            }
        // Of Swift.
        case .slices, .pieces: break
        }
    }
    return splice(bytes, insertions.sorted)
}

extension Rewritten {
    /// The first of several files that were rewritten as one, laid end to end.
    public func first(_ count: Int, of original: [UInt8]) -> Rewritten {
        splice(Array(original[..<count]), insertions.filter { $0.offset <= count })
    }
}

/// Puts sorted insertions into the bytes.
func splice(_ bytes: [UInt8], _ insertions: [Insertion]) -> Rewritten {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + insertions.reduce(0) { $0 + $1.text.utf8.count })
    var position = 0
    for insertion in insertions {
        result += bytes[position..<insertion.offset]
        result += insertion.text.utf8
        position = insertion.offset
    }
    result += bytes[position...]
    return Rewritten(bytes: result, insertions: insertions)
}
