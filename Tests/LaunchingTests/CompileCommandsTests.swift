// Compile databases as CMake, Meson and Bear write them, and broken ones.

import Launching
import Testing

@Suite struct CompileCommandsTests {
    private func read(_ text: String) throws(CompileCommand.Fault) -> [CompileCommand] {
        try CompileCommand.all(in: Array(text.utf8))
    }

    @Test func linesAndListsOfWords() throws {
        let commands = try read(
            #"""
            [ {"directory": "/b", "command": "clang -DX=\"a\\ b\" -c x.c", "file": "x.c", "output": "x.o"},
              {"directory": "/b\u002fé\ud83d\ude00", "arguments": ["gcc", "-c", "y.c"], "file": "/s/y.c"} ]
            """#)
        #expect(commands[0].words == ["clang", "-DX=a b", "-c", "x.c"] && commands[0].file == "x.c")
        #expect(commands[1].folder == "/b/é😀" && commands[1].words == ["gcc", "-c", "y.c"])
    }

    /// Whatever it is called, and whatever stands before it.
    @Test(arguments: [
        "/usr/bin/cede cc --verbose clang -c x.c", "/usr/local/bin/cede-0.9 cc clang -c x.c", "cc-checked cc --summary clang -c x.c",
        "ccache cede cc clang -c x.c", "/usr/bin/ccache my-cede cc --record log --budget=5us -v clang -c x.c", "env A=b cede cc clang -c x.c",
        "cede cc --record log clang -c x.c", "cede cc -- clang -c x.c",
    ])
    func cedeIsTakenOff(line: String) throws {
        let command = #"[{"directory": "/", "command": "\#(line)", "file": "x.c"}]"#
        #expect(try read(command)[0].words == ["clang", "-c", "x.c"])
    }

    /// A compiler that is called `cc`, behind something.
    @Test(arguments: ["ccache cc -c x.c", "wrapper cc x.c -c", "wrapper cc -O2 gcc.o -c x.c", "cc -c x.c", "distcc cc x.c", "gcc -c x.c cc"])
    func anotherCcStays(line: String) throws {
        let command = #"[{"directory": "/", "command": "\#(line)", "file": "x.c"}]"#
        #expect(try read(command)[0].words == line.split(separator: " ").map(String.init))
    }

    @Test(arguments: [
        ("", "line 1"), ("[\n{,", "line 2"), ("{}", "no list"), (#"[{"file": "x.c"}]"#, "entry 1"),
        ("[1e]", "line 1"),
        (#"[{"directory": "/", "file": "x.c"}]"#, "no command"), (#"["\ud8"#, "line 1"), ("[] x", "line 1"),
    ])
    func brokenOnesAreRefused(text: String, says: String) {
        do {
            _ = try read(text)
            Issue.record("read")
        } catch {
            #expect(error.description.contains(says), "\(error)")
        }
    }

    @Test func deepNestingEnds() {
        #expect(throws: CompileCommand.Fault.self) { try read(String(repeating: "[", count: 100_000)) }
    }
}
