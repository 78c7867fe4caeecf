// A source as `cede cc` sees it: after the preprocessor of its compiler.

import CFrontend
import Launching
import Planning

public struct PreprocessedSource: Sendable {
    let compiler: [String]
    let steps: Steps
    let folder: String?

    /// The preprocessor refused it, and has said why.
    public struct Refused: Error, CustomStringConvertible {
        public var path: String
        public var description: String {
            "\(path): error: not analysed: the compiler's preprocessor refused it (see above); "
                + "give its flags after --"
        }
    }

    /// `folder` is where the compiler runs, if not here.
    public init(compiler: [String], steps: Steps, folder: String? = nil) {
        self.compiler = compiler
        self.steps = steps
        self.folder = folder
    }

    /// `text` is a file of this call's own.
    public func read(_ path: String, by text: String) throws -> CSource {
        let source = Invocation.Input(path: path, language: .source(Dialect(ofFile: path) ?? .c))
        // The check itself is not needed to look at a source, so neither is the runtime.
        let original = try Files.read(folder.map { Files.absolute(path, in: $0) } ?? path)
        let bytes = try WovenComments.text(mayHaveSome: { _ in NoYieldText.mayStand(in: original) }) { comments in
            let command = compiler + steps.preprocess(source, includes: nil, comments: comments, to: text)
            guard try Child.run(command, folder: folder).isSuccess else { throw Refused(path: path) }
            return try Files.read(text)
        }
        return CSource(preprocessed: bytes, of: path, source.dialect, by: steps)
    }
}

extension CSource {
    /// What the preprocessor of `steps` made of a source.
    public init(preprocessed bytes: [UInt8], of path: String, _ dialect: Dialect, by steps: Steps) {
        self.init(path: path, bytes: bytes, arguments: steps.parsingText(dialect), isPreprocessed: true)
        if steps.mayRepeat { repeats = steps.family == .gcc ? .indexedTexts : .all }
        isHosted = steps.isHosted
    }
}
