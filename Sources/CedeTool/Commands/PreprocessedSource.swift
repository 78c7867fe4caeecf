// A source as `cede cc` sees it: after the preprocessor of its compiler.

import CFrontend
import Launching
import Workspace

struct PreprocessedSource {
    let compiler: [String]
    let steps: Steps
    let scratch: Scratch

    func read(_ path: String) throws -> CSource {
        let text = scratch.file("original.i")
        let source = Invocation.Input(path: path, language: .source(Dialect(ofFile: path) ?? .c))
        // The check itself is not needed to look at a source, so neither is the runtime.
        let comments = NoYieldComment.mayStand(in: try Files.read(path))
        let command = compiler + steps.preprocess(source, includes: nil, comments: comments, to: text)
        let ending = try Child.run(command)
        guard ending.isSuccess else {
            throw Trouble(
                message: "\(path): error: not analysed: the compiler's preprocessor refused it (see above); "
                    + "give its flags after --",
                code: Trouble.input)
        }
        return CSource(
            path: path, bytes: try Files.read(text), arguments: steps.parsingText(source.dialect),
            isPreprocessed: true)
    }
}
