// Compiles plain and rewritten programs, and runs them over a stub of the runtime.

import CFrontend
import Foundation
import Launching

/// What a compiler said, by line and kind of warning; columns and wording shift where text is inserted.
public struct Build: Sendable {
    public var warnings: Set<String>
    /// The compiler's words when it failed.
    public var failure: String?

    init(_ outcome: Outcome) {
        warnings = []
        for line in outcome.errors.split(separator: "\n") {
            guard let match = line.firstMatch(of: #/^[^:]*:(\d+):\d+: warning: .*?(\[-W[^\]]*\])?$/#) else {
                continue
            }
            warnings.insert("\(match.1) \(match.2 ?? "")")
        }
        failure = outcome.code == 0 ? nil : outcome.errors
    }
}

extension Compiler {
    /// Compiles with `arguments` (source and flags) to the program `output`, over the stub of the check.
    public func build(
        _ output: String, _ arguments: [String], as dialect: Dialect = .c, in scratch: Scratch
    ) throws -> Build {
        let stub = scratch.path("stub.o")
        try? scratch.write(try Self.stubObject.get(), "stub.o")
        return Build(
            try run(
                [driver(dialect)] + arguments + [
                    "-I", Toolchain.includes, "-x", "none", stub, "-lm", "-o", output,
                ],
                in: scratch))
    }

    /// Compiled once; a fixture's language flags are not meant for it.
    private static let stubObject = Result<[UInt8], any Error> {
        let scratch = try Scratch()
        try scratch.write(Array(checkStub.utf8), "stub.c")
        let outcome = try run(["clang", "-O1", "-c", "stub.c", "-o", "stub.o"], in: scratch)
        guard outcome.code == 0 else { throw CommandFailed(description: outcome.errors) }
        return try scratch.read("stub.o")
    }
}

/// Every check is taken and counted; the count goes to descriptor 2 at the end.
private let checkStub = """
    #include <stdio.h>
    __thread volatile unsigned char cede_flag = 1;
    unsigned long checks_taken;
    void cede_check_slow(void) { checks_taken++; }
    __asm__(".globl cede_check_trampoline");
    __asm__("cede_check_trampoline: incq checks_taken(%rip); ret $128");
    __asm__(".globl cede_check_call");
    __asm__("cede_check_call: incq checks_taken(%rip); ret");
    __attribute__((destructor)) static void report(void) { fprintf(stderr, "checks: %lu\\n", checks_taken); }
    """

extension Outcome {
    /// How many checks the stub counted.
    public var checksTaken: Int {
        errors.split(separator: "\n").last.flatMap { $0.split(separator: " ").last }.flatMap { Int($0) } ?? 0
    }
}
