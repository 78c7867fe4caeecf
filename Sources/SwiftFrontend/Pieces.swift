// Recognises calls of the library's loops whose elements can be handed out in pieces, so that the closure needs no check.
//
//     xs.⟦__cede_pieces(4096).⟧reduce(0) { $0 ^ $1 }
//
// Only of loops that the compiler vectorises with what they are given: `reduce` (a sum of 100 000 took 13 times as long with a
// check in its closure), `reduce(into:)` and `forEach` (4 times). `map` and `filter` append to what they make, have no
// vectors to lose and keep the check in the closure; the others end early. Only over what is sure to be a collection with
// constant-time offsets by what is written in the file: here a wrong guess would not compile.

#if SwiftSyntax
    import Planning
    import SwiftSyntax

    extension BodyLowering {
        /// The byte offset of the loop's name.
        func pieces(of closure: ClosureExprSyntax) -> Int? {
            guard let call = closure.call, let access = call.calledExpression.as(MemberAccessExprSyntax.self),
                let base = access.base, Self.cutLoops.contains(access.declName.baseName.text),
                access.declName.argumentNames == nil, facts.names.functions(access.declName.baseName.text).isEmpty,
                isCollection(base), SlicedLoops.isOwnCode(closure), !Self.mayAwait(call)
            else { return nil }
            return access.declName.start
        }

        /// The loop goes over pieces already: the file was rewritten before.
        static func isInPieces(_ closure: ClosureExprSyntax) -> Bool {
            closure.callee?.as(MemberAccessExprSyntax.self)?.base?.calledName == SlicedLoops.pieces
        }

        private static let cutLoops: Set<String> = ["reduce", "forEach"]

        /// An array, a range, or what the library makes of one.
        private func isCollection(_ value: ExprSyntax) -> Bool {
            if SwiftTypes.isArray(writtenType(of: value)) { return true }
            if let elements = value.as(TupleExprSyntax.self)?.elements, elements.count == 1, let only = elements.first {
                if !SlicedLoops.isRange(only.expression) { return isCollection(only.expression) }
                return ["..<", "..."].allSatisfy { facts.names.functions($0).isEmpty }
            }
            guard let access = value.as(FunctionCallExprSyntax.self)?.calledExpression.as(MemberAccessExprSyntax.self),
                let base = access.base
            else { return false }
            let name = access.declName.baseName.text
            return Self.keepers.contains(name) && facts.names.functions(name).isEmpty && isCollection(base)
        }

        private static let keepers: Set<String> = [
            "map", "filter", "compactMap", "sorted", "shuffled", "reversed", "prefix", "suffix", "drop", "dropFirst", "dropLast",
        ]

        /// Somebody's own `forEach` may wait.
        private static func mayAwait(_ call: FunctionCallExprSyntax) -> Bool {
            var node = Syntax(call).parent
            while let here = node, !here.is(CodeBlockItemSyntax.self) {
                if here.is(AwaitExprSyntax.self) { return true }
                node = here.parent
            }
            return false
        }
    }
#endif
