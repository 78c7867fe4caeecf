// Insertions as they are collected, in the plan's order, which puts what encloses before what is enclosed.

struct Insertions {
    let bytes: [UInt8]
    private var openings: [Insertion] = []
    private var closings: [Insertion] = []

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func open(_ offset: Int, _ text: String) {
        openings.append(Insertion(offset: offset, text: text))
    }
    mutating func close(_ offset: Int, _ text: String) {
        closings.append(Insertion(offset: offset, text: text))
    }

    /// With a space on each side that has none yet.
    func spaced(_ text: String, at offset: Int) -> String {
        func isSpace(_ i: Int) -> Bool { bytes.indices.contains(i) && (bytes[i] == 0x20 || bytes[i] < 0x0e) }
        return (isSpace(offset - 1) ? "" : " ") + text + (isSpace(offset) ? "" : " ")
    }

    /// At equal offsets what closes comes first, the innermost before what encloses it.
    var sorted: [Insertion] {
        let all = closings.reversed() + openings
        return all.indices.sorted { (all[$0].offset, $0) < (all[$1].offset, $1) }.map { all[$0] }
    }
}
