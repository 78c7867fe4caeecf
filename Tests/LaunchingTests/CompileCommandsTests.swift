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

    @Test func cedeIsTakenOff() throws {
        let command =
            #"[{"directory": "/", "command": "/usr/bin/cede cc --verbose clang -c x.c", "file": "x.c"}]"#
        #expect(try read(command)[0].words == ["clang", "-c", "x.c"])
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
