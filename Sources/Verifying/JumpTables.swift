// Where a computed jump can go: the tables that compilers make of `switch`, and of labels whose address was taken.
//
//     lea base, [rip + table]; movsxd x, [base + i * 4]; add x, base; jmp x      distances from the table
//     jmp [table + i * 8], jmp [base + i * 8]                                   addresses
//
// A table ends where its next entry leads out of the function or not to an instruction, and where another begins: distances from
// that one, taken from this, may lead anywhere. A jump whose table is not found
// may go to every entry of every table that its function names, and to every label whose address it takes; in a function
// that names none it leaves the function: a call in the last place. What was loaded whole is in no table of distances.

struct JumpTables {
    private let code: Code
    /// What instructions name outside of code: where tables begin, among other things.
    private let starts: Set<UInt64>
    /// Where other jumps lead.
    private let labels: Set<UInt64>
    private static let longest = 1 << 14

    init(code: Code) {
        self.code = code
        labels = Set(
            code.instructions.compactMap { instruction in
                switch instruction.flow {
                case .jump(let target), .branch(let target): target
                default: nil
                }
            })
        starts = Set(code.instructions.compactMap(\.reference).filter { code.image.part(at: $0).map { !$0.isCode } ?? false })
    }

    /// `nil`: it leaves the function.
    func targets(of jump: Int, in function: Code.Function) -> Set<UInt64>? {
        let instruction = code.instructions[jump]
        let text = code.text(of: instruction).operands
        // Through a variable.
        if text.contains("[rip") { return nil }
        let isWhole = isLoadedWhole(text, before: jump, in: function)
        func entries(_ table: UInt64) -> Set<UInt64>? { self.entries(of: table, in: function, areDistances: !isWhole) }
        if let table = instruction.reference, text.contains("["), let found = entries(table) { return found }
        if let base = base(of: jump, text, in: function), let found = table(in: base, before: jump, in: function, entries) { return found }
        var all: Set<UInt64> = []
        for i in function.instructions {
            guard let reference = code.instructions[i].reference else { continue }
            if function.range.contains(reference) {
                if code.instructions[i].flow == .next, code.index(of: reference) != nil { all.insert(reference) }
            } else if let found = entries(reference) {
                all.formUnion(found)
            }
        }
        return all.isEmpty ? nil : all
    }

    /// A jump to what stands in memory, or to what a register holds that was loaded as it is.
    private func isLoadedWhole(_ operand: String, before jump: Int, in function: Code.Function) -> Bool {
        if operand.contains("[") { return true }
        var next = jump
        while next > function.instructions.lowerBound, !labels.contains(code.instructions[next].address) {
            next -= 1
            switch code.instructions[next].flow {
            case .next, .branch: break
            default: return false
            }
            let text = code.text(of: code.instructions[next])
            // These only look at it.
            if ["test", "cmp"].contains(text.mnemonic) { continue }
            if text.operands.hasPrefix(operand + ",") { return text.mnemonic == "mov" && text.operands.contains("qword ptr [") }
        }
        return false
    }

    /// The register that holds the table's address.
    private func base(of jump: Int, _ operands: String, in function: Code.Function) -> String? {
        if let open = operands.firstIndex(of: "[") { return Self.firstRegister(operands[operands.index(after: open)...]) }
        // The load that made the distance stands close before.
        for i in (max(function.instructions.lowerBound, jump - 12)..<jump).reversed() {
            let text = code.text(of: code.instructions[i])
            guard text.mnemonic.hasPrefix("mov"), text.operands.contains("*"),
                let open = text.operands.firstIndex(of: "[")
            else { continue }
            return Self.firstRegister(text.operands[text.operands.index(after: open)...])
        }
        return nil
    }

    private static func firstRegister(_ text: Substring) -> String? {
        let word = text.prefix { $0.isLetter || $0.isNumber }
        return word.isEmpty || text.dropFirst(word.count).first == "*" ? nil : String(word)
    }

    /// The table that was last put into a register before the jump, in the order of addresses.
    private func table(
        in register: String, before jump: Int, in function: Code.Function, _ entries: (UInt64) -> Set<UInt64>?
    ) -> Set<UInt64>? {
        for i in (function.instructions.lowerBound..<jump).reversed() {
            guard let reference = code.instructions[i].reference,
                let found = entries(reference)
            else { continue }
            let text = code.text(of: code.instructions[i])
            if text.mnemonic == "lea", text.operands.hasPrefix(register + ",") { return found }
        }
        return nil
    }

    private func entries(of table: UInt64, in function: Code.Function, areDistances: Bool) -> Set<UInt64>? {
        guard let part = code.image.part(at: table), !part.isCode else { return nil }
        if let found = read(table, in: function, entry: 8, { code.image.pointer(at: $0) }) { return found }
        if !areDistances { return nil }
        return read(table, in: function, entry: 4) { place in
            code.image.number(at: place, 4).map { table &+ UInt64(bitPattern: Int64(Int32(truncatingIfNeeded: $0))) }
        }
    }

    private func read(
        _ table: UInt64, in function: Code.Function, entry size: UInt64, _ value: (UInt64) -> UInt64?
    ) -> Set<UInt64>? {
        var result: Set<UInt64> = []
        var place = table
        for _ in 0..<Self.longest {
            guard place == table || !starts.contains(place), let target = value(place), function.range.contains(target),
                code.index(of: target) != nil
            else { break }
            result.insert(target)
            place &+= size
        }
        return result.isEmpty ? nil : result
    }
}
