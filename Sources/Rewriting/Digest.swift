// A digest of contents, to see whether something has changed: FNV-1a with 64 bits. Nobody attacks it, and a tree has too
// few files for two of them to meet by chance. swift-crypto would be the thing against people who try.

public struct Digest: Hashable, Sendable {
    private var value: UInt64 = 0xcbf2_9ce4_8422_2325

    public init() {}

    public init(_ bytes: [UInt8]) { add(bytes) }

    public mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }

    /// A word, told apart from its neighbours.
    public mutating func add(_ word: String) {
        add(word.utf8)
        add(CollectionOfOne(0))
    }

    /// Sixteen hexadecimal digits.
    public var text: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
