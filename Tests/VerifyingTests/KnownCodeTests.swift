// What is recognised by its bytes, and what is not.

import Foundation
import TestSupport
import Testing

@testable import Verifying

@Suite struct KnownCodeTests {
    private func object(_ source: String) throws -> ElfFile {
        let scratch = try Scratch()
        try scratch.write(Array(source.utf8), "x.c")
        let outcome = try run(["gcc", "-O2", "-fPIC", "-c", "x.c"], in: scratch)
        try #require(outcome.code == 0, "\(outcome.errors)")
        return try ElfFile(Array(try Data(contentsOf: URL(fileURLWithPath: scratch.path("x.o"))))[...])
    }

    private func code(of name: String, in file: ElfFile) throws -> ArraySlice<UInt8> {
        let image = try Image(file)
        let start = try #require(image.names.first { $0.value == name }?.key)
        let size = try #require(image.sizes[start])
        return try #require(image.bytes(at: start, count: size))
    }

    private let loop = "int loop(const char *p, int n) { int s = 0; for (int i = 0; i < n; i++) s = s * 31 + p[i] + extra; return s; }\n"

    @Test func references() throws {
        let known = KnownCode([try object("extern int extra;\n" + loop)])
        // The same with another place behind its reference.
        let same = try object("int other, extra;\n" + loop)
        #expect(known.contains([try code(of: "loop", in: same)]))
        let changed = try object("extern int extra;\n" + loop.replacing("31", with: "37"))
        #expect(!known.contains([try code(of: "loop", in: changed)]))
    }

    @Test func hardlyMoreThanReferences() throws {
        let file = try object("extern void far(void); void f(void) { far(); }\n")
        let size = try code(of: "f", in: file).count
        #expect(!KnownCode([file]).contains([Array(repeating: 0x90, count: size)[...]]))
    }
}
