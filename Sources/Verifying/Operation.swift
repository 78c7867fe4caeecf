// What an instruction of x86-64 does to the general registers and the flags, as far as counting turns needs it, read from its
// text.
//
// Of an instruction that is not listed nothing is known: it may change every register.

struct Operation {
    enum Operand: Hashable {
        case register(Int, width: Int)
        case constant(UInt64)
        /// Memory, and what is no general register.
        case other
    }

    enum Source: Hashable {
        case sum(Operand, UInt64)
        case unknown
        // What only says how large it is.
        case total(Operand, Operand, UInt64)
        case difference(Operand, Operand)
        case masked(Operand, UInt64)
        case shifted(Operand, by: UInt64)
        case atMost(UInt64)
        /// The second, if a comparison says so, else the first.
        case chosen(Operand, Operand, String)
    }

    enum Flags: Hashable {
        case kept
        case lost
        /// Of two operands, as they were before.
        case compared(Operand, Operand, width: Int)
        /// Of what was written: whether it is zero or negative and, if a constant was added, whether the sum was too large.
        case result(added: UInt64?)
    }

    /// The register that is written, and what with; of what is written to a part of one little is known.
    var target: (register: Int, width: Int, source: Source)?
    /// Others that it changes, a bit each.
    var lost: UInt16 = 0
    var flags = Flags.kept

    /// It does nothing at all.
    let isNothing: Bool

    static let all: UInt16 = 0xffff
    /// What a function that is called may change.
    static let lostByCalls: UInt16 = 0x0fc7

    /// `reference`: the address that it names, relative to itself.
    init(_ mnemonic: String, _ text: String, reference: UInt64?) {
        isNothing = mnemonic == "nop" || mnemonic == "xchg" && text == "ax, ax"
        let operands = Self.operands(text)
        let first = operands.first.map(Self.operand) ?? .other
        let second = operands.count > 1 ? Self.operand(operands[1]) : .other
        func write(_ source: Source) {
            if case .register(let register, let width) = first { target = (register, width, width < 32 ? .unknown : source) }
        }
        if isNothing { return }
        let width = if case .register(_, let width) = first { width } else { 0 }
        switch mnemonic {
        case "mov", "movabs": write(second == .other ? .unknown : .sum(second, 0))
        case "lea": write(operands.count > 1 ? Self.address(operands[1], reference) : .unknown)
        case "add":
            if case .constant(let step) = second { write(.sum(first, step)) } else { write(.total(first, second, 0)) }
            if case .constant(let step) = second, width > 0 { flags = .result(added: step) } else { flags = .lost }
        case "sub":
            if case .constant(let step) = second {
                write(.sum(first, 0 &- step))
            } else {
                write(first == second && width > 0 ? .sum(.constant(0), 0) : .difference(first, second))
            }
            flags = second == .other || width == 0 ? .lost : .compared(first, second, width: width)
        case "inc", "dec":
            write(.sum(first, mnemonic == "inc" ? 1 : 0 &- 1))
            flags = width > 0 ? .result(added: nil) : .lost
        case "xor":
            write(first == second && width > 0 ? .sum(.constant(0), 0) : .unknown)
            flags = .lost
        case "or":
            write(second == .constant(UInt64.max) ? .sum(second, 0) : .unknown)
            flags = .lost
        case "and":
            if case .constant(let mask) = second { write(.masked(first, mask)) } else { write(.unknown) }
            flags = .lost
        case "shr":
            if case .constant(let places) = second, places < 32 { write(.shifted(first, by: places)) } else { write(.unknown) }
            flags = .lost
        case "movzx":
            if case .register(_, 16) = second { write(.atMost(0xffff)) } else { write(.atMost(operands.last?.hasPrefix("word") ?? false ? 0xffff : 0xff)) }
        case _ where mnemonic.hasPrefix("cmov"): write(.chosen(first, second, String(mnemonic.dropFirst(4))))
        case "cmp": flags = second == .other || width == 0 ? .lost : .compared(first, second, width: width)
        case "test": flags = first == second && width > 0 ? .compared(first, .constant(0), width: width) : .lost
        case "push": target = (Self.stack, 64, .sum(.register(Self.stack, width: 64), 0 &- 8))
        case "pop":
            if case .register(let register, _) = first { lost = 1 << UInt16(register) }
            target = (Self.stack, 64, .sum(.register(Self.stack, width: 64), 8))
        case "mul", "div", "idiv": (lost, flags) = (Self.accumulators, .lost)
        case "imul" where operands.count == 1: (lost, flags) = (Self.accumulators, .lost)
        case "cdq", "cqo", "cwd", "cdqe", "cwde", "cbw": lost = Self.accumulators
        case "xchg", "xadd", "mulx":
            for case .register(let register, _) in [first, second] { lost |= 1 << UInt16(register) }
            flags = .lost
        case _ where mnemonic.hasPrefix("rep"): (lost, flags) = (Self.lostByRepeating(mnemonic), .lost)
        case _ where mnemonic.hasPrefix("set"):
            if case .register(let register, 8) = first { target = (register, 8, .atMost(1)) } else { write(.unknown) }
        case _ where Self.keepingFlags.contains(mnemonic): write(.unknown)
        case _ where Self.losingFlags.contains(mnemonic):
            write(.unknown)
            flags = .lost
        case _ where Self.idle.contains(mnemonic) || mnemonic.hasPrefix("prefetch"): break
        // Of the string comparisons some write to a register that they do not name.
        case _ where Self.isOnVectors(mnemonic, text) && !mnemonic.contains("str"):
            write(.unknown)
            flags = mnemonic.hasPrefix("mov") || mnemonic.hasPrefix("vmov") ? .kept : .lost
        default: (lost, flags) = (Self.all, .lost)
        }
    }

    private static let stack = 4
    /// rax and rdx.
    private static let accumulators: UInt16 = 0b101
    /// rcx and rdi; what does not only fill or search also rsi and, if it loads, rax.
    private static func lostByRepeating(_ mnemonic: String) -> UInt16 {
        mnemonic.contains("stos") || mnemonic.contains("scas") ? 0b1000_0010 : 0b1100_0011
    }
    private static let keepingFlags: Set = ["movsx", "movsxd", "movbe", "bswap", "not", "rorx", "sarx", "shlx", "shrx", "pdep", "pext"]
    private static let losingFlags: Set = [
        "adc", "sbb", "neg", "shl", "sal", "sar", "rol", "ror", "rcl", "rcr", "shld", "shrd", "imul", "bsf", "bsr", "tzcnt",
        "lzcnt", "popcnt", "bt", "bts", "btr", "btc", "andn", "bextr", "blsi", "blsmsk", "blsr", "bzhi", "crc32",
    ]
    private static let idle: Set = ["endbr64", "pause", "lfence", "sfence", "mfence", "vzeroupper", "emms", "ldmxcsr", "stmxcsr"]

    private static func isOnVectors(_ mnemonic: String, _ text: String) -> Bool {
        mnemonic.hasPrefix("f") || text.contains("xmm") || text.contains("ymm") || text.contains("zmm")
    }

    // MARK: Reading operands

    private static func operands(_ text: String) -> [Substring] {
        text.split(separator: ",").map { $0.drop { $0 == " " } }
    }

    private static func operand(_ text: Substring) -> Operand {
        if let (register, width) = registers[text] { return .register(register, width: width) }
        return number(text).map(Operand.constant) ?? .other
    }

    /// `[rax + 8]`, `[rax + rcx - 8]` and `[rip + 0x1234]`; what is multiplied is not known.
    private static func address(_ text: Substring, _ reference: UInt64?) -> Source {
        guard text.first == "[", text.last == "]" else { return .unknown }
        let words = text.dropFirst().dropLast().split(separator: " ")
        if words.first == "rip" { return reference.map { .sum(.constant($0), 0) } ?? .unknown }
        var parts: [Operand] = []
        var distance: UInt64 = 0
        for (i, word) in words.enumerated() where i % 2 == 0 {
            switch operand(word) {
            case .constant(let value): distance = i > 0 && words[i - 1] == "-" ? 0 &- value : value
            case .register(let register, 64): parts.append(.register(register, width: 64))
            default: return .unknown
            }
        }
        switch parts.count {
        case 1: return .sum(parts[0], distance)
        case 2: return .total(parts[0], parts[1], distance)
        default: return .unknown
        }
    }

    private static func number(_ text: Substring) -> UInt64? {
        if text.first == "-" { return number(text.dropFirst()).map { 0 &- $0 } }
        return text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16) : UInt64(text)
    }

    /// By their names: number and width. A second byte (`ah`) has none: nothing is known of what it holds.
    private static let registers: [Substring: (Int, Int)] = {
        var result: [Substring: (Int, Int)] = [:]
        for (i, name) in ["ax", "cx", "dx", "bx", "sp", "bp", "si", "di"].enumerated() {
            result["r\(name)"] = (i, 64)
            result["e\(name)"] = (i, 32)
            result[name[...]] = (i, 16)
            result[i < 4 ? "\(name.first!)l" : "\(name)l"] = (i, 8)
            if i < 4 { result["\(name.first!)h"] = (i, 0) }
        }
        for i in 8..<16 {
            result["r\(i)"] = (i, 64)
            result["r\(i)d"] = (i, 32)
            result["r\(i)w"] = (i, 16)
            result["r\(i)b"] = (i, 8)
        }
        return result
    }()
}
