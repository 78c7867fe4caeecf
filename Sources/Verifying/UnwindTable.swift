// Where functions begin and end, by `.eh_frame`: what a stripped program still tells.
//
// Compilers write it for every function on both targets; what is written in another form than theirs is left out, and its
// code then counts as a piece without a name.

enum UnwindTable {
    static func functions(in image: Image) -> [Range<UInt64>] {
        image.parts.filter { $0.name == ".eh_frame" }.flatMap { functions(in: $0) }
    }

    private static func functions(in part: Image.Part) -> [Range<UInt64>] {
        let bytes = Bytes(part.bytes[...])
        var result: [Range<UInt64>] = []
        // How each common entry encodes addresses, by its place.
        var encodings: [Int: Int] = [:]
        var next = 0
        while let length = bytes.int(at: next, 4), length > 0, length < 0xffff_ffff {
            let at = next + 4
            next = at + length
            guard let common = bytes.int(at: at, 4) else { break }
            if common == 0 {
                encodings[at - 4] = encoding(ofCommonEntryAt: at + 4, bytes)
                continue
            }
            guard let encoding = encodings[at - common] else { continue }
            let size = [0x0b: 4, 0x03: 4, 0x0c: 8, 0x04: 8, 0x00: 8][encoding & 0x0f] ?? 0
            guard size > 0, encoding & 0x70 == 0x10 || encoding & 0x70 == 0,
                let start = bytes.word(at: at + 4, size), let count = bytes.word(at: at + 4 + size, size)
            else { continue }
            let place = part.address + UInt64(at + 4)
            let signed = size == 4 ? UInt64(bitPattern: Int64(Int32(truncatingIfNeeded: start))) : start
            let address = encoding & 0x70 == 0x10 ? place &+ signed : start
            if count > 0, count < 1 << 31, address < 1 << 48 { result.append(address..<(address + count)) }
        }
        return result
    }

    /// `zR` is what compilers write; letters that stand before `R` have data of their own.
    private static func encoding(ofCommonEntryAt at: Int, _ bytes: Bytes) -> Int? {
        guard let letters = bytes.text(at: at + 1), letters.hasPrefix("z") else { return letters(at, bytes) }
        var next = at + 2 + letters.utf8.count
        func skip() { while let byte = bytes.int(at: next, 1) { next += 1; if byte < 0x80 { return } } }
        // Code and data alignment, the return address's register, the length of what follows.
        for _ in 0..<4 { skip() }
        for letter in letters.dropFirst() {
            switch letter {
            case "R": return bytes.int(at: next, 1)
            case "L": next += 1
            case "P":
                let form = bytes.int(at: next, 1) ?? 0
                next += 1 + ([0x0b: 4, 0x03: 4, 0x0c: 8, 0x04: 8, 0x00: 8, 0x02: 2, 0x0a: 2][form & 0x0f] ?? 0)
            default: break
            }
        }
        return nil
    }

    /// Without letters addresses are absolute.
    private static func letters(_ at: Int, _ bytes: Bytes) -> Int? { bytes.text(at: at + 1) == "" ? 0 : nil }
}
