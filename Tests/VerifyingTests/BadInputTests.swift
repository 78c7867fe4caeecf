// Files that are no ELF, cut short or wrong in a byte: a fault or an answer, and no crash.

import Foundation
import TestSupport
import Testing

@testable import Verifying

@Suite struct BadInput {
    private func object() throws -> [UInt8] {
        let scratch = try Scratch()
        let source = "int f(int n) { switch (n) { case 0: return 5; case 1: return 9; case 2: return 1; case 3: return n * n; "
            + "case 4: return 77; } while (n) n = n * 7 & 255; return n; }\n"
        try scratch.write(Array(source.utf8), "x.c")
        // Without the scratch folder's name in it, so that every run tries the same bytes.
        let outcome = try run(["gcc", "-O2", "-g", "-ffile-prefix-map=\(scratch.root)=.", "-c", "x.c"], in: scratch)
        try #require(outcome.code == 0, "\(outcome.errors)")
        return Array(try Data(contentsOf: URL(fileURLWithPath: scratch.path("x.o"))))
    }

    private func cycles(_ bytes: [UInt8]) throws -> [Cycle] {
        try Verifier(disassembler: ["libcapstone.so.4"]).verify(ElfFile(bytes[...])).cycles
    }

    @Test func whatIsNoElf() throws {
        for bytes in [[], Array("#!/bin/sh\n".utf8), [0x7f, 0x45, 0x4c, 0x46], [0x7f, 0x45, 0x4c, 0x46, 1, 1, 1]] {
            #expect(throws: ElfFile.Fault.self) { try ElfFile(bytes[...]) }
        }
    }

    @Test func cutShortAnywhere() throws {
        let whole = try object()
        #expect(try cycles(whole).map(\.functions) == [["f"]])
        for length in stride(from: 0, to: whole.count, by: 97) {
            #expect(throws: ElfFile.Fault.self, "\(length)") { try ElfFile(whole[..<length]) }
        }
    }

    /// Every header's bytes one after another, and many of the rest.
    @Test func aWrongByte() throws {
        let whole = try object()
        let headers = ElfHeader(whole)
        for place in Array(0..<64) + Array(headers.table..<whole.count) + Array(stride(from: 64, to: headers.table, by: 13)) {
            for value: UInt8 in [0, 0x7f, 0xff] {
                var bytes = whole
                bytes[place] = value
                // Either is right; a trap ends the test.
                _ = try? cycles(bytes)
            }
        }
    }

    /// The largest number in place of any other: in offsets, sizes, relocations and symbols, where a sum would overflow.
    @Test(arguments: [4, 8]) func theLargestNumber(_ size: Int) throws {
        let whole = try object()
        for place in stride(from: 0, through: whole.count - size, by: 4) {
            var bytes = whole
            bytes.replaceSubrange(place..<(place + size), with: Array(repeating: 0xff, count: size))
            _ = try? cycles(bytes)
            guard let file = try? ElfFile(bytes[...]) else { continue }
            _ = KnownCode([file])
            _ = file.needed
            _ = file.placed
        }
    }

    private struct ElfHeader {
        var table: Int
        init(_ bytes: [UInt8]) { table = (0..<8).reversed().reduce(0) { $0 << 8 | Int(bytes[0x28 + $1]) } }
    }

    @Test func archives() throws {
        let member = "!<arch>\nx.o/            0           0     0     100644  999999999 `\nshort"
        #expect(Archive.members(of: Array(member.utf8)).isEmpty)
        let good = "!<arch>\nx.o/            0           0     0     100644  5         `\nshort\n"
        #expect(Archive.members(of: Array(good.utf8)).map(\.name) == ["x.o"])
    }

    @Test func allowances() throws {
        let allowances = try Allowances("# all of it\ncrc_* -- short\n\n  exact -- looked at \n")
        #expect(allowances.reason(for: "crc_table") == "short" && allowances.reason(for: "exact") == "looked at")
        #expect(allowances.reason(for: "exactly") == nil && allowances.unused(of: ["crc_"]) == ["exact"])
        #expect(throws: Allowances.Fault.self) { try Allowances("ok -- fine\nno reason\n") }
    }

    @Test func withoutADisassembler() throws {
        // Once a process has one, it stays; so this asks what is said and not whether.
        let missing = DisassemblerMissing(tried: ["libcapstone.so.4": "cannot open"])
        #expect(missing.description.contains("install libcapstone4"))
    }
}
