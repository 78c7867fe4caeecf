// Steps that are a variable: a sieve's `j += prime`, a transform's `i += length`.
//
// A strip takes as many of them as of a constant, so it must be known that there is a way forth: the variable is never less than 1
// (`ValueRanges`), the loop leaves it alone, and the index does not wrap round, which it then would do in one strip. Rejected: to ask
// for the step's sign when the loop begins, since what is no step forth then needs a body of its own, and the sieve took 1.5 times
// as long with its body there twice.

import CLibClang
import Planning

extension CountedLoops {
    /// A variable that is 1 or more.
    func isStepForth(_ operand: SyntaxTree.Index) -> Bool {
        let node = stripConversions(operand)
        guard variable(node) != nil, !tree[node].isFromMacro, let range = range(of: node) else { return false }
        return range.lowerBound >= 1
    }

    /// The step, as a strip multiplies it.
    func variableStep(of walk: Walk, _ domain: Counted.Domain, in head: LoopHead) throws -> Counted.VariableStep? {
        guard let operand = walk.variableStep else { return nil }
        let step = stripConversions(operand)
        let name = text.string(tree[step].range)
        let mayWrap = NotCounted(why: "\(walk.name) may wrap round in steps of \(name)")
        switch domain {
        case .pointer: break
        case .integer(_, _, let isSigned):
            // Where both fit into the index's type their sum is made in it, and where that is signed it does not overflow.
            guard isSigned, !signedWraps, let index = IntegerType(walk.type), index.isSigned,
                let type = IntegerType(clang_getCanonicalType(clang_getCursorType(tree[step].cursor))),
                type.bytes < index.bytes || type.isSigned && type.bytes == index.bytes
            else { throw mayWrap }
        }
        do {
            try requireInvariant(step, in: head)
        } catch {
            throw NotCounted(why: "the loop changes its step \(name)")
        }
        return Counted.VariableStep(name: name, isWide: (range(of: step)?.upperBound ?? .max) > Int64(UInt32.max))
    }
}
