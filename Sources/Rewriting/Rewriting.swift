// Rewriting: plan -> insertions -> bytes. Pure; the same input gives the same bytes.

import Planning

/// Bytes to insert before the byte at `offset` of the original.
public struct Insertion: Hashable, Sendable {
    public var offset: Int
    public var text: String
}

public struct Rewritten: Sendable {
    public var bytes: [UInt8]
    /// Sorted by offset; at equal offsets in the order they appear. Removing them gives back the original.
    public var insertions: [Insertion]
}

/// `prelude` is true when the output must declare the check itself (tree carrier); the preprocessed carrier
/// brings `cede_check.h` in through the compiler's own `-include`.
public func rewriteC(_ bytes: [UInt8], by plan: Plan, prelude: Bool) -> Rewritten {
    Rewritten(bytes: bytes, insertions: [])
}
