// What an ELF file says of itself: sections, symbols, relocations, and the libraries it needs.
//
// Sixty-four bits, little endian, which is every target there is. Each number is read where the file has it, and what
// points outside of the file is no crash but a fault with a place. Rejected: readelf and objdump, which not every machine
// that builds with clang has, and whose text differs between versions.

public struct ElfFile: Sendable {
    public enum Kind: Sendable { case object, executable, shared }
    public enum Machine: Sendable { case x86_64, aarch64 }

    public struct Fault: Error, CustomStringConvertible {
        public var description: String
    }

    public struct Section: Sendable {
        public var name: String
        public var type: Int
        public var flags: Int
        public var address: Int
        public var contents: Range<Int>
        /// Where the file says all this.
        var header: Int
        public var link: Int
        public var info: Int

        public var isAllocated: Bool { flags & 2 != 0 }
        public var isCode: Bool { flags & 6 == 6 && type == 1 }
    }

    public struct Symbol: Sendable {
        public var name: String
        public var kind: Int
        public var section: Int
        public var value: UInt64
        public var size: Int

        public static let undefined = 0
        public var isFunction: Bool { kind == 2 || kind == 10 }
    }

    public struct Relocation: Sendable {
        public var offset: UInt64
        public var type: Int
        public var symbol: Int
        public var addend: Int64
    }

    public let bytes: ArraySlice<UInt8>
    public let sections: [Section]
    private let fileType: Int
    private let machineNumber: Int

    public init(_ bytes: ArraySlice<UInt8>) throws(Fault) {
        guard bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46]) else { throw Fault(description: "it is no ELF file") }
        guard bytes.dropFirst(4).starts(with: [2, 1]) else {
            throw Fault(description: "only 64-bit little-endian ELF is understood")
        }
        self.bytes = bytes
        let file = Bytes(bytes)
        func number(_ offset: Int, _ size: Int) throws(Fault) -> Int {
            guard let value = file.int(at: offset, size) else { throw Self.short }
            return value
        }
        fileType = try number(0x10, 2)
        machineNumber = try number(0x12, 2)
        let table = try number(0x28, 8)
        let size = try number(0x3a, 2)
        let count = try number(0x3c, 2)
        let names = try number(0x3e, 2)
        guard table > 0, count > 0, size >= 64 else { throw Fault(description: "it has no section headers") }
        guard table <= bytes.count, count * size <= bytes.count - table else { throw Self.short }
        var found: [Section] = []
        var nameOffsets: [Int] = []
        for i in 0..<count {
            let header = table + i * size
            let type = try number(header + 4, 4)
            let start = try number(header + 0x18, 8)
            let length = try number(header + 0x20, 8)
            // A section of zeros (.bss) has no bytes in the file.
            let isEmpty = type == 8 || type == 0
            guard isEmpty || (start <= bytes.count && length <= bytes.count - start) else { throw Self.short }
            nameOffsets.append(try number(header, 4))
            found.append(
                Section(
                    name: "", type: type, flags: try number(header + 8, 8), address: try number(header + 0x10, 8),
                    contents: isEmpty ? 0..<0 : start..<(start + length), header: header,
                    link: try number(header + 0x28, 4), info: try number(header + 0x2c, 4)))
        }
        guard found.indices.contains(names) else { throw Self.short }
        let strings = Bytes(bytes.within(found[names].contents))
        for i in found.indices { found[i].name = strings.text(at: nameOffsets[i]) ?? "" }
        sections = found
    }

    private static let short = Fault(description: "it is cut short, or no sound ELF file")

    public var kind: Kind? { [1: .object, 2: .executable, 3: .shared][fileType] }
    public var machine: Machine? { [62: .x86_64, 183: .aarch64][machineNumber] }

    public func contents(_ section: Section) -> ArraySlice<UInt8> { bytes.within(section.contents) }

    /// The symbols of a table, in its order, as relocations count them.
    public func symbols(of table: Section) -> [Symbol] {
        guard sections.indices.contains(table.link) else { return [] }
        let entries = Bytes(contents(table))
        let strings = Bytes(contents(sections[table.link]))
        return stride(from: 0, to: entries.count - 23, by: 24).map { at in
            Symbol(
                name: strings.text(at: entries.int(at: at, 4) ?? 0) ?? "", kind: (entries.int(at: at + 4, 1) ?? 0) & 15,
                section: entries.int(at: at + 6, 2) ?? 0, value: entries.word(at: at + 8) ?? 0,
                size: entries.int(at: at + 16, 8) ?? 0)
        }
    }

    /// `.symtab`, or what is left of it in a stripped file.
    public var symbolTable: Section? { sections.first { $0.type == 2 } ?? dynamicSymbolTable }
    public var dynamicSymbolTable: Section? { sections.first { $0.type == 11 } }

    public func relocations(of table: Section) -> [Relocation] {
        let entries = Bytes(contents(table))
        return stride(from: 0, to: entries.count - 23, by: 24).map { at in
            Relocation(
                offset: entries.word(at: at) ?? 0, type: entries.int(at: at + 8, 4) ?? 0,
                symbol: entries.int(at: at + 12, 4) ?? 0,
                addend: Int64(bitPattern: entries.word(at: at + 16) ?? 0))
        }
    }

    /// The libraries that the loader brings in, and where it is told to look for them.
    public var needed: (libraries: [String], folders: [String]) {
        guard let dynamic = sections.first(where: { $0.type == 6 }), sections.indices.contains(dynamic.link) else {
            return ([], [])
        }
        let entries = Bytes(contents(dynamic))
        let strings = Bytes(contents(sections[dynamic.link]))
        var libraries: [String] = []
        var folders: [String] = []
        for at in stride(from: 0, to: entries.count - 15, by: 16) {
            guard let tag = entries.word(at: at), tag != 0 else { break }
            guard let text = entries.int(at: at + 8, 8).flatMap(strings.text(at:)) else { continue }
            if tag == 1 { libraries.append(text) }
            if tag == 15 || tag == 29 { folders += text.split(separator: ":").map(String.init) }
        }
        return (libraries, folders)
    }

    /// Some of its code checks: it defines or needs what checks use.
    public var mentionsChecks: Bool {
        sections.filter { $0.type == 2 || $0.type == 11 }.contains { table in
            symbols(of: table).contains { $0.name == "cede_flag" || $0.name == "cede_check_slow" }
        }
    }

    /// The contents of every section of this name; none in what is no sound ELF file.
    public static func sections(_ name: String, in file: ArraySlice<UInt8>) -> [[UInt8]] {
        guard let elf = try? ElfFile(file) else { return [] }
        return elf.sections.filter { $0.name == name }.map { Array(elf.contents($0)) }
    }
}

/// Numbers and texts at offsets; `nil` outside.
struct Bytes {
    private let bytes: ArraySlice<UInt8>
    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    var count: Int { bytes.count }

    func word(at offset: Int, _ size: Int = 8) -> UInt64? {
        guard offset >= 0, offset <= bytes.count - size else { return nil }
        let start = bytes.startIndex + offset
        var value: UInt64 = 0
        for i in (0..<size).reversed() { value = value << 8 | UInt64(bytes[start + i]) }
        return value
    }

    /// A number that can be an offset or a size.
    func int(at offset: Int, _ size: Int) -> Int? {
        word(at: offset, size).flatMap { $0 < 1 << 48 ? Int($0) : nil }
    }

    func text(at offset: Int) -> String? {
        guard offset >= 0, offset < bytes.count else { return nil }
        return String(decoding: bytes[(bytes.startIndex + offset)...].prefix { $0 != 0 }, as: UTF8.self)
    }
}

extension ArraySlice<UInt8> {
    func within(_ range: Range<Int>) -> ArraySlice<UInt8> {
        self[(startIndex + range.lowerBound)..<(startIndex + range.upperBound)]
    }
}
