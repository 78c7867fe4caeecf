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

public enum SwiftFrontendError: Error, Hashable, Sendable {
    /// Where the first error is, and the parser's words.
    case notParsed(Place, String)
    /// This tool was built without the trait `SwiftSyntax`.
    case builtWithoutSwift
}

public enum SwiftFrontend {
    /// The module that declares the check.
    public static let checkModule = "CedeCheck"

    public static func lower(_ source: SwiftSource) throws(SwiftFrontendError) -> Skeleton {
        #if SwiftSyntax
            let tree = source.bytes.withUnsafeBufferPointer { Parser.parse(source: $0) }
            let text = SourceText(source)
            if tree.hasError { throw text.firstError(in: tree) }
            let finder = FunctionFinder(text)
            finder.walk(tree)
            let names = FunctionNames(finder.found)
            var skeleton = Skeleton(declaresCheck: imports(checkModule, tree))
            skeleton.functions = finder.found.map { BodyLowering($0, names, text).function() }
            skeleton.prelude = PreludePlace.offset(in: tree)
            return skeleton
        #else
            throw .builtWithoutSwift
        #endif
    }

    #if SwiftSyntax
        private static func imports(_ module: String, _ tree: SourceFileSyntax) -> Bool {
            tree.statements.contains {
                $0.item.as(ImportDeclSyntax.self)?.path.first?.name.text == module
            }
        }
    #endif
}
