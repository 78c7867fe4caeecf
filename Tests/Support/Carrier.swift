// The two ways a source reaches the rewriter: as it is written, and after the compiler's own preprocessor.

import CFrontend
import Foundation
import Launching
import Planning
import Rewriting
import Workspace

public enum Carrier: Sendable, Hashable, CustomStringConvertible {
    case tree
    case preprocessed(Compiler)

    public enum Kind: String, Sendable, CaseIterable { case tree, pre }

    public static let all: [Carrier] = [.tree, .preprocessed(.clang), .preprocessed(.gcc)]

    public var kind: Kind { self == .tree ? .tree : .pre }

    public var description: String {
        switch self {
        case .tree: "tree"
        case .preprocessed(let compiler): "\(compiler) -E"
        }
    }

    /// The bytes to analyse, and how.
    public func source(of name: String, _ bytes: [UInt8], flags: [String], copiesTurns: Bool = false, in scratch: Scratch)
        throws -> CSource
    {
        let dialect = Dialect(ofFile: name) ?? .c
        switch self {
        case .tree:
            return CSource(
                path: scratch.path(name), bytes: bytes,
                arguments: flags + ["-I", Toolchain.includes] + resources, isPreprocessed: false)
        case .preprocessed(let compiler):
            try scratch.write(bytes, name)
            // As `cede cc` does, comments that are meant for it are put back.
            let text = try WovenComments.text(mayHaveSome: { _ in NoYieldText.mayStand(in: bytes) }) { comments in
                let outcome = try run(
                    [compiler.driver(dialect)] + flags + (comments ? ["-CC"] : []) + [
                        "-E", "-I", Toolchain.includes, "-include", Toolchain.checkHeader, name,
                    ], in: scratch)
                guard outcome.code == 0 else { throw CommandFailed(description: outcome.errors) }
                return outcome.output
            }
            let steps = Steps(Invocation(reading: flags), family: compiler == .clang ? .clang : .gcc)
            var source = CSource(
                path: scratch.path("\(name).i"), bytes: text,
                arguments: steps.parsingText(dialect), isPreprocessed: true)
            if copiesTurns { source.repeats = compiler == .gcc ? .indexedTexts : .all }
            source.isHosted = steps.isHosted
            return source
        }
    }

    /// libclang finds its own headers, unless it is the one that stands in the Swift toolchain.
    private var resources: [String] {
        ProcessInfo.processInfo.environment["LIBCLANG_PATH"] == nil
            ? [] : ["-resource-dir", Toolchain.clangResources]
    }
}

/// A source on its way through the core.
public struct Passage: Sendable {
    public var source: CSource
    public var skeleton: Skeleton
    public var plan: Plan
    public var rewritten: Rewritten

    public init(_ source: CSource, _ carrier: Carrier, _ options: Planner.Options = .init()) throws {
        // On a stack as deep as the tool's own.
        self = try DeepStack.run { Result { try Passage(lowering: source, options) } }.get()
    }

    private init(lowering source: CSource, _ options: Planner.Options) throws {
        self.source = source
        let unit = try CFrontend().lower(source)
        skeleton = unit.skeleton
        plan = Planner(options).plan(skeleton)
        rewritten = rewriteC(unit.bytes, by: plan, prelude: source.prelude)
    }

    /// The same once more, over what came out.
    public func again(_ carrier: Carrier, _ options: Planner.Options = .init()) throws -> Passage {
        var next = source
        next.bytes = rewritten.bytes
        return try Passage(next, carrier, options)
    }
}

extension Rewritten {
    /// The bytes without the insertions.
    public var restored: [UInt8] {
        var result: [UInt8] = []
        var (read, original) = (0, 0)
        for insertion in insertions {
            let kept = insertion.offset - original
            result += bytes[read..<(read + kept)]
            read += kept + insertion.text.utf8.count
            original = insertion.offset
        }
        return result + bytes[read...]
    }
}
