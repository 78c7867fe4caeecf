// A section's bytes out of ELF objects, programs, and archives of objects: where `cede cc --summary` puts its summaries.
//
// Sixty-four bits, little endian, which is every target there is. What is no such file, or is cut short, has no
// sections: a summary that is not found only makes a bound weaker. Rejected: running objcopy, which not every machine
// that builds with clang has.

public enum ObjectSections {
    /// The contents of every section of this name, in order; those of an archive's members one after another.
    public static func named(_ name: String, in bytes: [UInt8]) -> [[UInt8]] {
        if bytes.starts(with: "!<arch>\n".utf8) {
            return members(of: bytes).flatMap { sections(name, bytes[$0]) }
        }
        return sections(name, bytes[...])
    }

    public static func isObject(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46]) || bytes.starts(with: "!<arch>\n".utf8)
    }

    private static func members(of archive: [UInt8]) -> [Range<Int>] {
        var members: [Range<Int>] = []
        var next = 8
        // A member's header is sixty bytes of text; its size, in decimal, stands at the forty-eighth.
        while next + 60 <= archive.count {
            let size = String(decoding: archive[(next + 48)..<(next + 58)], as: UTF8.self)
            guard let length = Int(size.prefix { $0 != " " }), length >= 0,
                next + 60 + length <= archive.count
            else { break }
            members.append((next + 60)..<(next + 60 + length))
            next += 60 + length + length % 2
        }
        return members
    }

    private static func sections(_ name: String, _ file: ArraySlice<UInt8>) -> [[UInt8]] {
        let elf = Elf(file)
        guard file.starts(with: [0x7f, 0x45, 0x4c, 0x46, 2, 1]), let table = elf.number(at: 0x28, bytes: 8),
            let size = elf.number(at: 0x3a, bytes: 2), let count = elf.number(at: 0x3c, bytes: 2),
            let names = elf.number(at: 0x3e, bytes: 2), size >= 64,
            let strings = elf.contents(ofHeader: table + names * size)
        else { return [] }
        return (0..<count).compactMap { i in
            let header = table + i * size
            guard let start = elf.number(at: header, bytes: 4), start < strings.count else { return nil }
            let found = strings[(strings.startIndex + start)...].prefix { $0 != 0 }
            guard found.elementsEqual(name.utf8), let contents = elf.contents(ofHeader: header) else {
                return nil
            }
            return Array(contents)
        }
    }

    private struct Elf {
        let file: ArraySlice<UInt8>
        init(_ file: ArraySlice<UInt8>) { self.file = file }

        func number(at offset: Int, bytes: Int) -> Int? {
            guard offset >= 0, offset <= file.count - bytes else { return nil }
            let start = file.startIndex + offset
            let value = file[start..<(start + bytes)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return value < 1 << 48 ? Int(value) : nil
        }

        func contents(ofHeader header: Int) -> ArraySlice<UInt8>? {
            guard let offset = number(at: header + 0x18, bytes: 8),
                let size = number(at: header + 0x20, bytes: 8),
                offset <= file.count, size <= file.count - offset
            else { return nil }
            return file[(file.startIndex + offset)..<(file.startIndex + offset + size)]
        }
    }
}
