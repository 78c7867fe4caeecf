// `cede overlay`: rewritten sources that clang reads in place of the originals, which stay as they are.
//
// clang serves the bytes under the original names (`-ivfsoverlay`), so messages, `__FILE__`, debug lines and dependency
// files name the originals. Build systems look at command lines, not into overlays: the file's name carries a digest of
// all it holds, so that another overlay is another command, and everything is built anew.

import ArgumentParser
import CFrontend
import Glibc
import Rewriting
import Workspace

struct Overlay: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overlay",
        abstract: "Lay rewritten sources over a tree for clang: `cede overlay -p build -o build/cede.yaml`.",
        usage: "cede overlay -o <file.yaml> (-p <folder> | <file> ... [-- <flags> ...])",
        discussion: """
            Writes <file>-<digest>.yaml and prints its name; the rewritten sources stand beside it, in <file>.files. \
            Give it to clang as -ivfsoverlay, and link the runtime: \
            `make CC="clang -ivfsoverlay $(cede overlay -p . -o cede.yaml)" LIBS="$(pkg-config --libs cede)"`. \
            A source is found by the path that the compiler is given; links in it are not followed. gcc knows no \
            overlays.
            """
    )

    @Option(name: .customShort("o"), help: ArgumentHelp("The overlay's name.", valueName: "file.yaml"))
    var output: String

    @OptionGroup var tree: TreeOptions

    func run() throws {
        Cede.finish {
            let result = try tree.rewritten()
            for message in result.warnings + result.errors { say(message) }
            let name = output.hasSuffix(".yaml") ? String(output.dropLast(5)) : output
            let here = Files.currentFolder
            let store = Files.absolute(name + ".files", in: here)
            var all = Digest()
            var overlay = OverlayFile()
            for file in result.files where !file.rewritten.insertions.isEmpty {
                let path = Files.absolute(file.path, in: here)
                let contents = Digest(file.rewritten.bytes).text
                all.add(path)
                all.add(contents)
                // By its contents, so that overlays share what is equal, and none changes under a compiler.
                let stored = store + "/" + contents + "-" + Files.name(path)
                try Files.makeFolders(store)
                if Files.kind(stored) != .file { try Files.write(file.rewritten.bytes, to: stored) }
                overlay.lay(stored, over: path)
            }
            let path = "\(name)-\(all.text).yaml"
            try Files.makeFolders(Files.parent(path))
            try Files.write(try overlay.bytes(), to: path)
            try show(path + "\n")
            return result.errors.isEmpty ? 0 : Trouble.input
        }
    }
}
