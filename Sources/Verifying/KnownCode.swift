// Functions of known objects, recognised in a program by their bytes: Cede's own runtime, which is linked into every
// program and may not check while it schedules.
//
// What a link changes (references, and the instructions that linkers relax around them) is not compared. Rejected: names,
// which a stripped program has not, and which any program may have.

public struct KnownCode: Sendable {
    private struct Function {
        var bytes: [UInt8]
        var isCompared: [Bool]
    }

    private var functions: [Int: [Function]] = [:]
    /// So many bytes must be the same: anything might be a function that is hardly more than references.
    private static let least = 16

    public init(_ objects: [ElfFile]) {
        for object in objects {
            guard let table = object.symbolTable else { continue }
            for (i, section) in object.sections.enumerated() where section.isCode {
                let bytes = Array(object.contents(section))
                let isCompared = Self.compared(bytes, object, section: i)
                for symbol in object.symbols(of: table) where symbol.section == i && symbol.isFunction {
                    let start = Int(truncatingIfNeeded: symbol.value)
                    guard symbol.size > 0, start >= 0, start <= bytes.count, symbol.size <= bytes.count - start else {
                        continue
                    }
                    let range = start..<(start + symbol.size)
                    functions[symbol.size, default: []].append(
                        Function(bytes: Array(bytes[range]), isCompared: Array(isCompared[range])))
                }
            }
        }
    }

    /// All of these are.
    func contains(_ codes: [ArraySlice<UInt8>]) -> Bool {
        let found = codes.compactMap(compared)
        return found.count == codes.count && found.reduce(0, +) >= Self.least
    }

    /// How many bytes are the same as those of a function that is known.
    private func compared(_ code: ArraySlice<UInt8>) -> Int? {
        functions[code.count]?.first { function in
            zip(code, function.bytes).enumerated().allSatisfy { i, pair in
                pair.0 == pair.1 || !function.isCompared[i]
            }
        }?.isCompared.count(where: \.self)
    }

    private static func compared(_ bytes: [UInt8], _ object: ElfFile, section: Int) -> [Bool] {
        var result = Array(repeating: true, count: bytes.count)
        for table in object.sections where table.type == 4 && table.info == section {
            for relocation in object.relocations(of: table) {
                // A thread-local's sequence of two instructions is sixteen bytes, the reference behind the fourth.
                let isSequence = object.machine == .x86_64 && (relocation.type == 19 || relocation.type == 20)
                guard let place = Int(exactly: relocation.offset), place < bytes.count else { continue }
                let from = object.machine == .x86_64 ? place - (isSequence ? 4 : 3) : place
                for i in max(from, 0)..<min(place + (isSequence ? 12 : 4), bytes.count) { result[i] = false }
            }
        }
        return result
    }
}
