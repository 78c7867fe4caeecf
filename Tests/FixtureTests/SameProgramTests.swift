// Plain and rewritten are the same program: they warn, print and return the same, while every check is taken.

import CFrontend
import Planning
import TestSupport
import Testing

@Suite struct SameProgram {
    private static let programs = Fixture.everything.filter(\.runs)

    /// The source as it is written, rewritten, with each compiler at each end of optimisation.
    @Test(arguments: programs, Compiler.allCases)
    func rewrittenTree(_ fixture: Fixture, _ compiler: Compiler) throws {
        guard fixture.compilers.contains(compiler), try fixture.isReadable() else { return }
        let scratch = try Scratch()
        let source = try Carrier.tree.source(
            of: fixture.name, fixture.bytes, flags: fixture.flags, copiesTurns: fixture.copiesTurns, in: scratch)
        let rewritten = try Passage(source, .tree, fixture.options).rewritten
        try scratch.write(fixture.bytes, "plain-\(fixture.name)")
        try scratch.write(rewritten.bytes, "rewritten-\(fixture.name)")
        for level in ["-O0", "-O2"] {
            let flags = fixture.flags + ["-Wall", "-Wextra", level]
            try compare(
                fixture, compiler, plain: ["plain-\(fixture.name)"] + flags,
                rewritten: ["rewritten-\(fixture.name)"] + flags, in: scratch)
        }
    }

    /// What the compiler's own preprocessor leaves, rewritten.
    @Test(arguments: programs, Compiler.allCases)
    func rewrittenPreprocessed(_ fixture: Fixture, _ compiler: Compiler) throws {
        guard fixture.compilers.contains(compiler), try fixture.isReadable() else { return }
        let scratch = try Scratch()
        let carrier = Carrier.preprocessed(compiler)
        let source = try carrier.source(of: fixture.name, fixture.bytes, flags: fixture.flags, in: scratch)
        let rewritten = try Passage(source, carrier, fixture.options).rewritten
        try scratch.write(fixture.bytes, "plain-\(fixture.name)")
        try scratch.write(rewritten.bytes, "rewritten.i")
        let flags = fixture.flags + ["-Wall", "-Wextra", compiler == .clang ? "-O2" : "-O1"]
        try compare(
            fixture, compiler, plain: ["plain-\(fixture.name)"] + flags,
            rewritten: ["-x", fixture.dialect.preprocessed, "rewritten.i"] + flags, in: scratch)
    }

    /// Strips must not compute what C leaves undefined, nor touch what the loop did not.
    @Test(
        arguments: programs.filter {
            $0.name.hasPrefix("strip") || Fixture.bugs.map(\.name).contains($0.name)
        })
    func sanitized(_ fixture: Fixture) throws {
        guard fixture.compilers.contains(.clang), try fixture.isReadable() else { return }
        let scratch = try Scratch()
        let source = try Carrier.tree.source(
            of: fixture.name, fixture.bytes, flags: fixture.flags, in: scratch)
        try scratch.write(fixture.bytes, "plain-\(fixture.name)")
        try scratch.write(
            try Passage(source, .tree, fixture.options).rewritten.bytes, "rewritten-\(fixture.name)")
        let flags =
            fixture.flags + ["-g", "-O1", "-fsanitize=undefined,address", "-fno-sanitize-recover=all"]
        try compare(
            fixture, .clang, plain: ["plain-\(fixture.name)"] + flags,
            rewritten: ["rewritten-\(fixture.name)"] + flags, in: scratch)
    }

    private func compare(
        _ fixture: Fixture, _ compiler: Compiler, plain: [String], rewritten: [String], in scratch: Scratch
    ) throws {
        let before = try compiler.build("plain", plain, as: fixture.dialect, in: scratch)
        let after = try compiler.build("rewritten", rewritten, as: fixture.dialect, in: scratch)
        if let failure = before.failure ?? after.failure {
            Issue.record("\(compiler) \(rewritten): \(failure)")
            return
        }
        let new = after.warnings.subtracting(before.warnings)
        #expect(new.isEmpty, "\(compiler) \(rewritten) warns anew: \(new.sorted())")
        let expected = try run([scratch.path("plain")], in: scratch)
        let found = try run([scratch.path("rewritten")], in: scratch)
        #expect(!expected.output.isEmpty, "a fixture that prints nothing shows nothing")
        #expect(found.text == expected.text, "\(compiler) \(rewritten)")
        #expect(found.code == expected.code, "\(compiler) \(rewritten): \(found.errors)")
        let least = fixture.leastChecks ?? 1
        #expect(found.checksTaken >= least, "\(compiler) \(rewritten): \(found.checksTaken) checks")
    }
}
