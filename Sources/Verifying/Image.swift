// A file's code as if it were linked and loaded: every section at an address, every reference resolved, every name known.
//
// So what reads code needs no case for objects, programs and libraries. An object's sections are laid one behind another
// and its relocations applied to the copy; what it does not define gets an address of its own, as do the slots of a
// global offset table. In a linked file the loader's relocations are applied. What a file says of places and sizes may be
// anything, so sums with it wrap; a place outside of every section is then found by nobody.

public struct Image: Sendable {
    /// A section in memory.
    public struct Part: Sendable {
        public var name: String
        public var address: UInt64
        public var bytes: [UInt8]
        public var isCode: Bool

        func contains(_ address: UInt64) -> Bool {
            address >= self.address && address - self.address < UInt64(bytes.count)
        }
    }

    public let machine: ElfFile.Machine
    private let isObject: Bool
    /// By address.
    public private(set) var parts: [Part] = []
    /// What stands at an address: functions, and what the file does not define.
    public private(set) var names: [UInt64: String] = [:]
    /// Sizes of the functions that symbols tell, by address.
    private(set) var sizes: [UInt64: Int] = [:]
    /// What the loader, or the link, puts into a slot.
    private var pointers: [UInt64: UInt64] = [:]
    private var outside: [String: UInt64] = [:]
    /// An object's global offset table, as a link would make it.
    private var slots: [UInt64: UInt64] = [:]

    private static let firstSection: UInt64 = 0x10000
    private static let firstSlot: UInt64 = 0x6000_0000
    private static let firstOutside: UInt64 = 0x7000_0000

    public init(_ file: ElfFile) throws(ElfFile.Fault) {
        guard let machine = file.machine, let kind = file.kind else {
            throw ElfFile.Fault(description: "only code for x86-64 and AArch64 is understood")
        }
        self.machine = machine
        isObject = kind == .object
        let addresses = Self.addresses(of: file)
        for (i, section) in file.sections.enumerated() {
            guard let address = addresses[i] else { continue }
            guard address < Self.firstSlot || !isObject else { throw ElfFile.Fault(description: "it is larger than 1.5 GB") }
            parts.append(Part(name: section.name, address: address, bytes: Array(file.contents(section)), isCode: section.isCode))
        }
        parts.sort { $0.address < $1.address }
        for table in [file.symbolTable, file.dynamicSymbolTable].compactMap(\.self) {
            for symbol in file.symbols(of: table) { name(symbol, addresses) }
        }
        for table in file.sections where table.type == 4 && file.sections.indices.contains(table.link) {
            let symbols = file.symbols(of: file.sections[table.link])
            for relocation in file.relocations(of: table) {
                let symbol = symbols.indices.contains(relocation.symbol) ? symbols[relocation.symbol] : nil
                if isObject {
                    guard let start = addresses[table.info] else { break }
                    apply(relocation, at: start &+ relocation.offset, symbol.map { address(of: $0, addresses) } ?? 0)
                } else if let symbol, !symbol.name.isEmpty {
                    pointers[relocation.offset] = address(of: symbol, addresses) &+ UInt64(bitPattern: relocation.addend)
                } else {
                    pointers[relocation.offset] = UInt64(bitPattern: relocation.addend)
                }
            }
        }
    }

    /// Where each section that is loaded stands, by its number: in an object one behind another.
    static func addresses(of file: ElfFile) -> [Int: UInt64] {
        var addresses: [Int: UInt64] = [:]
        var next = firstSection
        for (i, section) in file.sections.enumerated() where section.isAllocated {
            addresses[i] = file.kind == .object ? next : UInt64(section.address)
            next += UInt64(section.contents.count + 127) & ~63
        }
        return addresses
    }

    /// The code of a range, if it is all in one part.
    public func bytes(_ range: Range<UInt64>) -> ArraySlice<UInt8>? {
        guard let part = part(at: range.lowerBound),
            range.upperBound <= part.address + UInt64(part.bytes.count)
        else { return nil }
        return part.bytes[Int(range.lowerBound - part.address)..<Int(range.upperBound - part.address)]
    }

    func bytes(at address: UInt64, count: Int) -> ArraySlice<UInt8>? {
        let (end, overflow) = address.addingReportingOverflow(UInt64(count))
        return overflow ? nil : bytes(address..<end)
    }

    public func part(at address: UInt64) -> Part? { index(at: address).map { parts[$0] } }

    private func index(at address: UInt64) -> Int? {
        var low = 0
        var high = parts.count
        while low < high {
            let middle = (low + high) / 2
            if parts[middle].address <= address { low = middle + 1 } else { high = middle }
        }
        // Sections without bytes may share an address with the next.
        return parts[..<low].indices.suffix(4).last { parts[$0].contains(address) }
    }

    func number(at address: UInt64, _ size: Int) -> UInt64? {
        guard let part = part(at: address) else { return nil }
        return Bytes(part.bytes[...]).word(at: Int(address - part.address), size)
    }

    /// The pointer in a slot.
    func pointer(at address: UInt64) -> UInt64? { pointers[address] ?? number(at: address, 8) }

    // MARK: Laying out

    private mutating func name(_ symbol: ElfFile.Symbol, _ addresses: [Int: UInt64]) {
        guard symbol.section != ElfFile.Symbol.undefined, let section = addresses[symbol.section],
            symbol.isFunction || symbol.kind == 0, !symbol.name.isEmpty, !symbol.name.hasPrefix("$")
        else { return }
        let address = isObject ? section &+ symbol.value : symbol.value
        guard symbol.isFunction || names[address] == nil, part(at: address)?.isCode == true else { return }
        // Of several names the first function's, which is a local one where there is one.
        if symbol.isFunction && sizes[address] == nil {
            names[address] = symbol.name
            sizes[address] = symbol.size
        } else if names[address] == nil {
            names[address] = symbol.name
        }
    }

    private mutating func address(of symbol: ElfFile.Symbol, _ addresses: [Int: UInt64]) -> UInt64 {
        if symbol.section != ElfFile.Symbol.undefined {
            if !isObject { return symbol.value }
            return addresses[symbol.section].map { $0 &+ symbol.value } ?? symbol.value
        }
        if let address = outside[symbol.name] { return address }
        let address = Self.firstOutside + UInt64(outside.count) * 16
        outside[symbol.name] = address
        names[address] = symbol.name
        return address
    }

    private mutating func apply(_ relocation: ElfFile.Relocation, at place: UInt64, _ symbol: UInt64) {
        let value = symbol &+ UInt64(bitPattern: relocation.addend)
        switch (machine, relocation.type) {
        case (.x86_64, 1), (.aarch64, 257):
            pointers[place] = value
            write(value, 8, at: place)
        case (.x86_64, 2), (.x86_64, 4), (.aarch64, 261): write(value &- place, 4, at: place)
        case (.x86_64, 10), (.x86_64, 11): write(value, 4, at: place)
        case (.x86_64, 24): write(value &- place, 8, at: place)
        case (.x86_64, 9), (.x86_64, 41), (.x86_64, 42):
            let slot = slots[symbol] ?? Self.firstSlot + UInt64(slots.count) * 8
            slots[symbol] = slot
            pointers[slot] = symbol
            write(slot &+ UInt64(bitPattern: relocation.addend) &- place, 4, at: place)
        case (.aarch64, 282), (.aarch64, 283): field(26, at: place, (value &- place) >> 2, from: 0)
        case (.aarch64, 280): field(19, at: place, (value &- place) >> 2, from: 5)
        case (.aarch64, 279): field(14, at: place, (value &- place) >> 2, from: 5)
        default: break  // of data and thread-locals, which nothing here follows
        }
    }

    /// A field of an AArch64 instruction.
    private mutating func field(_ bits: UInt64, at place: UInt64, _ value: UInt64, from shift: UInt64) {
        guard let old = number(at: place, 4) else { return }
        let mask: UInt64 = ((1 << bits) - 1) << shift
        write(old & ~mask | (value << shift) & mask, 4, at: place)
    }

    private mutating func write(_ value: UInt64, _ size: Int, at place: UInt64) {
        guard let i = index(at: place) else { return }
        let start = Int(place - parts[i].address)
        guard start + size <= parts[i].bytes.count else { return }
        for byte in 0..<size { parts[i].bytes[start + byte] = UInt8(truncatingIfNeeded: value >> UInt64(8 * byte)) }
    }
}
