// The source lines of addresses in a program or object, by addr2line: LLVM's first, as that of binutils 2.40 does not see what
// clang 21 has inlined.
//
// Rejected: reading DWARF ourselves, which has five versions of tables, and in objects needs its own relocations; where
// checks are verified there are binutils, or LLVM's program of the same habits. Without either, or without debug
// information, nothing has a line, and what only a line explains stays unexplained.

import Glibc
import Verifying

public struct DebugLines {
    private let scratch: Scratch
    public init(scratch: Scratch) { self.scratch = scratch }

    /// Of each address the places it stands at, the function's own first, then, where others were inlined, theirs.
    public func lines(of addresses: Set<UInt64>, in elf: ElfFile, at path: String) -> [UInt64: [SourceLine]] {
        let asked = addresses.sorted()
        var file = path
        if let placed = elf.placed {
            file = scratch.file("placed.o")
            guard (try? Files.write(placed, to: file)) != nil else { return [:] }
        }
        return Dictionary(uniqueKeysWithValues: zip(asked, ask(asked, file: file)))
    }

    private func ask(_ addresses: [UInt64], file: String) -> [[SourceLine]] {
        let questions = scratch.file("addresses")
        let answers = scratch.file("lines")
        let text = addresses.map(hexadecimal).joined(separator: "\n") + "\n"
        guard (try? Files.write(Array(text.utf8), to: questions)) != nil else { return [] }
        for program in ["llvm-addr2line", "addr2line"] {
            let ending = try? Child.run(
                [program, "-a", "-i", "-e", file], input: questions, output: .file(answers), errors: .file("/dev/null"))
            guard ending?.isSuccess == true, let bytes = try? Files.read(answers) else { continue }
            var result: [[SourceLine]] = []
            for answer in bytes.split(separator: UInt8(ascii: "\n")) {
                if answer.starts(with: "0x".utf8) {
                    result.append([])
                } else if !result.isEmpty, let line = Self.line(String(decoding: answer, as: UTF8.self)) {
                    result[result.count - 1].insert(line, at: 0)
                }
            }
            return result
        }
        return []
    }

    /// `/src/x.c:12 (discriminator 3)`; `x.c:?` and `x.c:0`, of which the line is not known; `??:0`, of which nothing is.
    private static func line(_ answer: String) -> SourceLine? {
        let place = answer.firstRange(of: " (discriminator").map { answer[..<$0.lowerBound] } ?? answer[...]
        guard let colon = place.lastIndex(of: ":"), !place.hasPrefix("??") else { return nil }
        return SourceLine(file: String(place[..<colon]), line: Int(place[place.index(after: colon)...]) ?? 0)
    }
}
