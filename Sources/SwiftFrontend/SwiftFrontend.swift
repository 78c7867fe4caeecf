// The Swift frontend: Swift bytes -> skeleton, by swift-syntax.
//
// It knows the syntax and no types, so a name may be more than it seems: what is not sure to be in the file is taken
// for code outside. Rejected: asking the compiler for types (an index or SIL), which needs a built module for every
// file that is looked at. Without the trait `SwiftSyntax` nothing of it is compiled and `lower` says so.

import Planning

#if SwiftSyntax
    import SwiftParser
    import SwiftSyntax
#endif

public struct SwiftSource: Sendable {
    public var path: String
    public var bytes: [UInt8]

    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}

/// Something doubtful in a source that was lowered all the same.
public struct SwiftDiagnostic: Hashable, Sendable, CustomStringConvertible {
    public var place: Place
    public var message: String

    public var description: String { "\(place): warning: \(message)" }
}

public struct LoweredSwift: Sendable {
    public var skeleton: Skeleton
    /// Of its functions.
    public var links: CallLinks
    public var diagnostics: [SwiftDiagnostic]
    /// When it was asked for.
    public var concurrency: Concurrency?
    /// It can call `Cede.check()`.
    public var importsAPI = false
}

public enum SwiftFrontendError: Error, Hashable, Sendable {
    /// Where the first error is, and the parser's words.
    case notParsed(Place, String)
    /// This tool was built without the trait `SwiftSyntax`.
    case builtWithoutSwift
}

public enum SwiftFrontend {
    /// The module that declares the check.
    public static let checkModule = "CedeCheck"
    /// The module of the check that people write.
    public static let apiModule = "Cede"

    /// `findsConcurrency`: also what Swift's own tasks run, which the lint alone wants to know.
    public static func lower(_ source: SwiftSource, findsConcurrency: Bool = false) throws(SwiftFrontendError) -> LoweredSwift {
        #if SwiftSyntax
            let tree = source.bytes.withUnsafeBufferPointer { Parser.parse(source: $0) }
            let text = SourceText(source)
            if tree.hasError { throw text.firstError(in: tree) }
            let index = SyntaxIndex(tree)
            var lowered = lower(tree, index, text)
            if findsConcurrency { lowered.concurrency = concurrency(in: index, text) }
            return lowered
        #else
            throw .builtWithoutSwift
        #endif
    }

    #if SwiftSyntax
        private static func lower(_ tree: SourceFileSyntax, _ index: SyntaxIndex, _ text: SourceText) -> LoweredSwift {
            let comments = SwiftNoYieldComments(in: tree, text.bytes)
            let types = SwiftTypes(index, text)
            let finder = FunctionFinder(index, comments, types, isProgram: tree.holdsStatements)
            let facts = FileFacts(
                text: text, names: FunctionNames(finder.found), types: types, comments: comments)
            var skeleton = Skeleton(declaresCheck: imports(checkModule, tree))
            let links: CallLinks
            (skeleton.functions, links) = functions(finder.found, index, facts, OutsideReferences.names(in: index))
            skeleton.prelude = PreludePlace.offset(in: tree)
            skeleton.inlinable = InlinableCode.ranges(in: index)
            skeleton.quiet = finder.quiet
            return LoweredSwift(
                skeleton: skeleton, links: links, diagnostics: comments.complaints(text), importsAPI: imports(apiModule, tree))
        }

        /// `outside`: the names that stand in no body.
        private static func functions(
            _ found: [FoundFunction], _ index: SyntaxIndex, _ facts: FileFacts, _ outside: Set<String>
        ) -> ([Function], CallLinks) {
            var locals: [Int: Locals] = [:]
            let lowered = found.map { one in
                let own = locals[one.outermost] ?? Locals(of: one.outermost, in: index)
                locals[one.outermost] = own
                return BodyLowering(one, facts, own)
            }
            var functions = lowered.map { $0.function() }
            var loops: [String: String] = [:]
            var taken = outside
            for (name, loop) in lowered.flatMap(\.taken) {
                taken.insert(name)
                if let loop { loops[name] = loop }
            }
            for i in found.indices {
                guard case .function = found[i].kind else { continue }
                if taken.contains(found[i].base) { functions[i].isAddressTaken = true }
                if let loop = loops[found[i].base] { functions[i].repeatedBy = loop }
            }
            let links = CallLinks(functions)
            functions = WaysOut.noted(
                in: functions, links, calledUnseen: found.map(\.isCalledUnseen), unseen: lowered.map(\.unseen))
            return (functions, links)
        }

        private static func imports(_ module: String, _ tree: SourceFileSyntax) -> Bool {
            PreludePlace.statements(of: tree).contains {
                $0.item.as(ImportDeclSyntax.self)?.path.first?.name.text == module
            }
        }
    #endif
}
