// The source lines of addresses in a program or object, by addr2line: LLVM's first, as that of binutils 2.40 does not see what
// clang 21 has inlined. But it can't be told a section, so where an object has several, it is the other way round.
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
    public func lines(of addresses: Set<UInt64>, in image: Image, file: String) -> [UInt64: [SourceLine]] {
        // In an object addresses begin anew in each section.
        var sections: [String: [UInt64]] = [:]
        for address in addresses.sorted() {
            guard let part = image.part(at: address) else { continue }
            sections[image.isObject ? part.name : "", default: []].append(address)
        }
        let isAmbiguous = image.isObject && image.parts.filter { $0.isCode && !$0.bytes.isEmpty }.count > 1
        var result: [UInt64: [SourceLine]] = [:]
        for (section, addresses) in sections {
            let asked = addresses.map { $0 - (image.part(at: $0)?.base ?? 0) }
            for (address, lines) in zip(addresses, ask(asked, section: isAmbiguous ? section : "", file: file)) { result[address] = lines }
        }
        return result
    }

    private func ask(_ addresses: [UInt64], section: String, file: String) -> [[SourceLine]] {
        let questions = scratch.file("addresses")
        let answers = scratch.file("lines")
        let text = addresses.map(hexadecimal).joined(separator: "\n") + "\n"
        guard (try? Files.write(Array(text.utf8), to: questions)) != nil else { return [] }
        let options = ["-a", "-i", "-e", file] + (section.isEmpty ? [] : ["-j", section])
        for program in section.isEmpty ? ["llvm-addr2line", "addr2line"] : ["addr2line", "llvm-addr2line"] {
            let ending = try? Child.run(
                [program] + options, input: questions, output: .file(answers), errors: .file("/dev/null"))
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
