// All code of an image, decoded and cut into functions.
//
// Functions are what symbols say, then what the unwind table says (a stripped program has nothing else), then whatever code
// is left: assembly, and the ways from checks to the slow path, which stand behind a section's functions. Tables of jumps
// through the loader are no functions; `name(of:)` looks through them.

struct Code {
    struct Function {
        var name: String
        var range: Range<UInt64>
        /// Code between functions.
        var isRest: Bool
        /// Its instructions, in `Code.instructions`.
        var instructions: Range<Int>
    }

    let image: Image
    let disassembler: Disassembler
    private(set) var instructions: [Instruction] = []
    /// By address.
    private(set) var functions: [Function] = []

    init(_ image: Image, _ disassembler: Disassembler) {
        self.image = image
        self.disassembler = disassembler
        let ranges = Self.ranges(of: image)
        for (range, name, isRest) in ranges {
            guard let bytes = image.bytes(range) else { continue }
            let first = instructions.count
            instructions += disassembler.decode(bytes, at: range.lowerBound)
            functions.append(
                Function(name: name, range: range, isRest: isRest, instructions: first..<instructions.count))
        }
    }

    /// The place of the instruction that begins at an address.
    func index(of address: UInt64) -> Int? {
        var low = 0
        var high = instructions.count
        while low < high {
            let middle = (low + high) / 2
            if instructions[middle].address < address { low = middle + 1 } else { high = middle }
        }
        return low < instructions.count && instructions[low].address == address ? low : nil
    }

    func function(at address: UInt64) -> Int? {
        var low = 0
        var high = functions.count
        while low < high {
            let middle = (low + high) / 2
            if functions[middle].range.lowerBound <= address { low = middle + 1 } else { high = middle }
        }
        return low > 0 && functions[low - 1].range.contains(address) ? low - 1 : nil
    }

    func text(of instruction: Instruction) -> (mnemonic: String, operands: String) {
        guard let bytes = image.bytes(instruction.address..<instruction.end) else { return ("", "") }
        return disassembler.text(of: bytes, at: instruction.address)
    }

    /// What a call reaches, also through a slot.
    func callee(of instruction: Instruction) -> UInt64? {
        switch instruction.flow {
        case .call(let target): target
        case .callAnywhere: instruction.reference.flatMap(image.pointer(at:))
        default: nil
        }
    }

    /// What a call or a jump to an address reaches, also by way of the loader's table.
    func name(of target: UInt64) -> String? {
        if let name = image.names[target] { return name }
        guard let part = image.part(at: target), Self.isLoadersTable(part) else { return nil }
        return nameBehindSlot(at: target)
    }

    /// What a jump through a slot, all that stands at an address, reaches.
    func nameBehindSlot(at target: UInt64) -> String? {
        guard let jump = jump(at: target), jump.flow == .jumpAnywhere else { return nil }
        return jump.reference.flatMap(image.pointer(at:)).flatMap { image.names[$0] }
    }

    /// Where a jump leads that is all that stands at an address.
    func target(ofJumpAt address: UInt64) -> UInt64? {
        guard let jump = jump(at: address), jump.address == address, case .jump(let target) = jump.flow else { return nil }
        return target
    }

    /// The first of the instructions at an address that goes elsewhere.
    private func jump(at address: UInt64) -> Instruction? {
        guard let part = image.part(at: address), part.isCode,
            let bytes = image.bytes(address..<min(address + 16, part.address + UInt64(part.bytes.count)))
        else { return nil }
        return disassembler.decode(bytes, at: address).first { $0.flow != .next }
    }

    private static func isLoadersTable(_ part: Image.Part) -> Bool {
        part.name.hasPrefix(".plt") || part.name.hasPrefix(".iplt")
    }

    private static func ranges(of image: Image) -> [(range: Range<UInt64>, name: String, isRest: Bool)] {
        var result: [(range: Range<UInt64>, name: String, isRest: Bool)] = []
        let unwound = UnwindTable.functions(in: image).sorted { $0.lowerBound < $1.lowerBound }
        for part in image.parts where part.isCode && !isLoadersTable(part) {
            let whole = part.address..<(part.address + UInt64(part.bytes.count))
            let own = unwound.filter { whole.contains($0.lowerBound) && $0.upperBound <= whole.upperBound }
            let lengths = Dictionary(own.map { ($0.lowerBound, $0.count) }, uniquingKeysWith: max)
            let starts = Set(image.names.keys.filter(whole.contains)).union(lengths.keys).sorted()
            var next = whole.lowerBound
            func gap(upTo end: UInt64) {
                guard next < end, let bytes = image.bytes(next..<end), !isPadding(bytes) else { return }
                result.append((next..<end, hexadecimal(next), true))
            }
            for (i, start) in starts.enumerated() where start >= next {
                // A label inside of a function is none.
                let size = image.sizes[start].flatMap { $0 > 0 ? $0 : nil } ?? lengths[start]
                let following = i + 1 < starts.count ? starts[i + 1] : whole.upperBound
                let end = size.map { min(start + UInt64($0), whole.upperBound) } ?? following
                guard end > start else { continue }
                gap(upTo: start)
                result.append((start..<end, image.names[start] ?? hexadecimal(start), false))
                next = end
            }
            gap(upTo: whole.upperBound)
        }
        return result
    }

    /// What linkers put between functions.
    private static func isPadding(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.allSatisfy { $0 == 0 || $0 == 0xcc } || bytes.allSatisfy { $0 == 0x90 }
    }
}

public func hexadecimal(_ address: UInt64) -> String { "0x" + String(address, radix: 16) }
