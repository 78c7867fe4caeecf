// Machine code to what matters of it: where each instruction goes next, and what address it names.
//
// Capstone decodes; of its text only the mnemonic of jumps and calls and the operand that is an address are read. Its
// tables of groups and operands say the same, but in layouts that differ between its versions and targets, and decoding
// with them takes three times as long.

import CCapstone
import Synchronization

struct Instruction {
    enum Flow: Hashable {
        case next
        case jump(UInt64)
        case branch(UInt64)
        case jumpAnywhere
        case call(UInt64)
        case callAnywhere
        /// Returns, traps, and what is no code.
        case stop(returns: Bool)
    }

    var address: UInt64
    var size: UInt8
    var flow: Flow
    /// The address of data or code that it names.
    var reference: UInt64?

    var end: UInt64 { address + UInt64(size) }
}

public struct DisassemblerMissing: Error, CustomStringConvertible {
    public var tried: [String: String]

    public var description: String {
        "no disassembler: Capstone 4 was not found ("
            + tried.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: "; ")
            + "); install libcapstone4 (Debian), or set LIBCAPSTONE_PATH to the library"
    }
}

/// Not for two threads at once.
final class Disassembler {
    private let machine: ElfFile.Machine
    private var handle: csh = 0
    private let instruction: UnsafeMutablePointer<cs_insn>

    private static let prefixes: [StaticString] = ["bnd ", "notrack ", "repz ", "rep "]
    private static let loaded = Mutex<Result<Void, DisassemblerMissing>?>(nil)

    /// `paths`: where to look for the library; dlopen'ed functions are process-wide, so only the first call looks.
    init(_ machine: ElfFile.Machine, library paths: [String]) throws(DisassemblerMissing) {
        let result = Self.loaded.withLock { state -> Result<Void, DisassemblerMissing> in
            let result = state ?? Self.load(paths)
            state = result
            return result
        }
        try result.get()
        self.machine = machine
        let isIntel = machine == .x86_64
        guard
            cs_open(
                Int32(isIntel ? CS_ARCH_X86 : CS_ARCH_ARM64), Int32(isIntel ? CS_MODE_64 : CS_MODE_LITTLE_ENDIAN),
                &handle) == 0, let room = cs_malloc(handle)
        else { throw DisassemblerMissing(tried: ["Capstone": "it was built without this target"]) }
        instruction = room
    }

    deinit {
        cs_free(instruction, 1)
        cs_close(&handle)
    }

    private static func load(_ paths: [String]) -> Result<Void, DisassemblerMissing> {
        var tried: [String: String] = [:]
        for path in paths {
            guard let why = cede_capstone_load(path) else { return .success(()) }
            tried[path] = String(cString: why)
        }
        return .failure(DisassemblerMissing(tried: tried))
    }

    /// One after another; a byte that is no code is one that stops.
    func decode(_ code: ArraySlice<UInt8>, at start: UInt64) -> [Instruction] {
        var result: [Instruction] = []
        result.reserveCapacity(code.count / 4)
        code.withUnsafeBufferPointer { buffer in
            var next = buffer.baseAddress
            var left = buffer.count
            var address = start
            while left > 0 {
                if cs_disasm_iter(handle, &next, &left, &address, instruction) {
                    result.append(read())
                } else {
                    let step = min(left, machine == .x86_64 ? 1 : 4)
                    result.append(Instruction(address: address, size: UInt8(step), flow: .stop(returns: false)))
                    next = next.map { $0 + step }
                    left -= step
                    address += UInt64(step)
                }
            }
        }
        return result
    }

    /// Mnemonic and operands of one.
    func text(of code: ArraySlice<UInt8>, at address: UInt64) -> (mnemonic: String, operands: String) {
        code.withUnsafeBufferPointer { buffer in
            var next = buffer.baseAddress
            var left = buffer.count
            var address = address
            guard next != nil, cs_disasm_iter(handle, &next, &left, &address, instruction) else { return ("", "") }
            return (String(cString: mnemonic), String(cString: operands))
        }
    }

    private var mnemonic: UnsafePointer<CChar> {
        UnsafeRawPointer(instruction).advanced(by: MemoryLayout<cs_insn>.offset(of: \.mnemonic)!)
            .assumingMemoryBound(to: CChar.self)
    }
    private var operands: UnsafePointer<CChar> {
        UnsafeRawPointer(instruction).advanced(by: MemoryLayout<cs_insn>.offset(of: \.op_str)!)
            .assumingMemoryBound(to: CChar.self)
    }

    private func read() -> Instruction {
        let size = UInt8(truncatingIfNeeded: instruction.pointee.size)
        let end = instruction.pointee.address + UInt64(size)
        let words = Operands(operands)
        return Instruction(
            address: instruction.pointee.address, size: size,
            flow: machine == .x86_64 ? flowOnX86(words) : flowOnArm(words),
            reference: machine == .x86_64 ? words.memory(relativeTo: end) : nil)
    }

    private func flowOnX86(_ words: Operands) -> Instruction.Flow {
        // Words that stand before an instruction and change nothing here.
        var name = UnsafePointer(mnemonic)
        for prefix in Self.prefixes where starts(name, prefix) { name += prefix.utf8CodeUnitCount }
        switch UInt8(bitPattern: name[0]) {
        case UInt8(ascii: "j"):
            guard let target = words.last else { return .jumpAnywhere }
            return starts(name, "jmp") ? .jump(target) : .branch(target)
        case UInt8(ascii: "c") where starts(name, "call"): return words.last.map { .call($0) } ?? .callAnywhere
        case UInt8(ascii: "l") where starts(name, "loop"): return words.last.map { .branch($0) } ?? .next
        case UInt8(ascii: "r") where starts(name, "ret"): return .stop(returns: true)
        case UInt8(ascii: "i") where starts(name, "iret"): return .stop(returns: true)
        case UInt8(ascii: "u") where starts(name, "ud"), UInt8(ascii: "h") where starts(name, "hlt"):
            return .stop(returns: false)
        case UInt8(ascii: "i") where starts(name, "int3"): return .stop(returns: false)
        default: return .next
        }
    }

    private func flowOnArm(_ words: Operands) -> Instruction.Flow {
        let name = mnemonic
        switch UInt8(bitPattern: name[0]) {
        case UInt8(ascii: "b"):
            if starts(name, "bl\0") { return words.last.map { .call($0) } ?? .callAnywhere }
            if starts(name, "blr") { return .callAnywhere }
            if starts(name, "br\0") || starts(name, "bra") { return .jumpAnywhere }
            if starts(name, "brk") { return .stop(returns: false) }
            if starts(name, "b\0") { return words.last.map { .jump($0) } ?? .jumpAnywhere }
            return starts(name, "b.") ? words.last.map { .branch($0) } ?? .next : .next
        case UInt8(ascii: "c") where starts(name, "cbz") || starts(name, "cbnz"),
            UInt8(ascii: "t") where starts(name, "tbz") || starts(name, "tbnz"):
            return words.last.map { .branch($0) } ?? .next
        case UInt8(ascii: "r") where starts(name, "ret"): return .stop(returns: true)
        case UInt8(ascii: "u") where starts(name, "udf"): return .stop(returns: false)
        default: return .next
        }
    }

    private func starts(_ text: UnsafePointer<CChar>, _ prefix: StaticString) -> Bool {
        for i in 0..<prefix.utf8CodeUnitCount
        where UInt8(bitPattern: text[i]) != prefix.utf8Start[i] { return false }
        return true
    }
}

/// The text of an instruction's operands, as Capstone writes it.
private struct Operands {
    private let text: UnsafePointer<CChar>
    init(_ text: UnsafePointer<CChar>) { self.text = text }

    private func byte(_ i: Int) -> UInt8 { UInt8(bitPattern: text[i]) }

    /// The address that the operands end with: `0x1234`, `x0, #0x1234`.
    var last: UInt64? {
        var start = 0
        var i = 0
        while byte(i) != 0 {
            if byte(i) == UInt8(ascii: "[") { return nil }
            if byte(i) == UInt8(ascii: " ") || byte(i) == UInt8(ascii: "#") { start = i + 1 }
            i += 1
        }
        return number(start)
    }

    /// `[rip + 0x1234]`, and `[rax*8 + 0x401000]`, which only a program at a fixed address has.
    func memory(relativeTo end: UInt64) -> UInt64? {
        var i = 0
        while byte(i) != 0, byte(i) != UInt8(ascii: "[") { i += 1 }
        guard byte(i) != 0 else { return nil }
        if byte(i + 1) == UInt8(ascii: "r"), byte(i + 2) == UInt8(ascii: "i"), byte(i + 3) == UInt8(ascii: "p") {
            guard byte(i + 4) == UInt8(ascii: " "), let distance = number(i + 7) else { return end }
            return byte(i + 5) == UInt8(ascii: "-") ? end &- distance : end &+ distance
        }
        while byte(i) != 0, byte(i) != UInt8(ascii: "*") { i += 1 }
        guard byte(i) != 0, byte(i + 2) == UInt8(ascii: " "), byte(i + 3) == UInt8(ascii: "+") else { return nil }
        return number(i + 5).flatMap { $0 >= 0x1000 ? $0 : nil }
    }

    private func number(_ start: Int) -> UInt64? {
        let isHexadecimal = byte(start) == UInt8(ascii: "0") && byte(start + 1) == UInt8(ascii: "x")
        var i = isHexadecimal ? start + 2 : start
        let first = i
        var value: UInt64 = 0
        while true {
            let digit: UInt64
            switch byte(i) {
            case let c where c >= 0x30 && c <= 0x39: digit = UInt64(c - 0x30)
            case let c where isHexadecimal && c >= 0x61 && c <= 0x66: digit = UInt64(c - 0x61 + 10)
            default: return i > first ? value : nil
            }
            value = value &* (isHexadecimal ? 16 : 10) &+ digit
            i += 1
        }
    }
}
