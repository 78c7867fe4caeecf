// One function's syntax tree -> its regions.
//
// Every position given out is checked against the source's own bytes (the keyword, the brace, the semicolon
// that must stand there). Where the bytes say otherwise a macro is at work, and the loop is refused.

import CLibClang
import Planning

/// The name of the variable that ends a strip; the rewriter writes it, the frontend knows its own hand by it.
public let stripEndName = "__cede_end"
/// The check, as it is spelled in C.
public let checkName = "cede_check"
/// And the form of it that compilers do not look into.
let checkNames: Set = [checkName, "cede_check_opaque"]

/// A class, because every child visited would copy a value.
final class FunctionLowering {
    let tree: SyntaxTree
    let text: CText
    let functions: FunctionTable
    /// The bytes of the file that the function stands in; it may draw in pieces of others.
    let file: Range<Int>
    let macros: MacroLoops
    let loops: CountedLoops
    /// Says of loops and calls what the lint guesses by.
    let guesses: Bool
    /// Says what a further turn of a short loop looks like.
    let repeats: CSource.RepeatedTurns
    /// May call the C library.
    let isHosted: Bool
    /// Where each label of the function stands.
    let labels: [String: [SyntaxTree.Index]]
    /// Labels where a computed jump may land. Checked there and not at the jumps: a check before `goto *` makes
    /// the compiler merge an interpreter's dispatches into one (Lua: 78 into 3, up to 1.3 times slower).
    let landings: Set<String>
    /// Where no check may stand.
    private(set) var quiet: [QuietStretch]
    /// Functions called between `vfork` and `exec`.
    private(set) var calledOnBorrowedStack: Set<String> = []
    /// Calls of setjmp in the statement that is being lowered, for which no landing was made yet.
    var returnPoints: [SyntaxTree.Index] = []
    /// Where the check of the entry may stand as well.
    var behindGuards: Site?
    /// The expression that the function's body returns, if it does nothing else.
    var wholeValue: SyntaxTree.Index?
    let function: SyntaxTree.Index

    init(
        _ function: SyntaxTree.Index, in tree: SyntaxTree, text: CText, file: Range<Int>,
        functions: FunctionTable, macros: MacroLoops, quiet: [QuietStretch], signedWraps: Bool, guesses: Bool,
        repeats: CSource.RepeatedTurns, isHosted: Bool
    ) {
        self.function = function
        self.tree = tree
        self.text = text
        self.file = file
        self.functions = functions
        self.macros = macros
        self.quiet = quiet
        self.guesses = guesses
        self.repeats = repeats
        self.isHosted = isHosted
        let uses = VariableUses(of: function, in: tree, text: text, isCxx: functions.language.isCxx)
        loops = CountedLoops(
            tree: tree, text: text, uses: uses, signedWraps: signedWraps,
            isCxx: functions.language.isCxx)
        var labels: [String: [SyntaxTree.Index]] = [:]
        var landings: Set<String> = []
        var hasComputedJump = false
        for i in tree.subtree(of: function) {
            switch tree[i].kind {
            case CursorKind.label:
                labels[take(clang_getCursorSpelling(tree[i].cursor)), default: []].append(i)
            case CursorKind.labelAddress:
                for label in tree.children(of: i) {
                    landings.insert(take(clang_getCursorSpelling(tree[label].cursor)))
                }
            case CursorKind.indirectGoto: hasComputedJump = true
            default: break
            }
        }
        if !hasComputedJump { landings = [] }
        for i in tree.subtree(of: function) where tree[i].kind == CursorKind.assembly {
            // Only labels before the assembly can be jumped back to.
            landings.formUnion(
                text.labels(ofAssembly: tree[i].range).filter { name in
                    labels[name]?.contains { $0 < i } ?? false
                })
        }
        self.labels = labels
        self.landings = landings
    }

    /// Why no check may stand at a node.
    func quietReason(at i: SyntaxTree.Index) -> Reason? {
        quiet.first { $0.bytes.contains(tree[i].start) }?.reason
    }

    // MARK: Regions

    func region(_ i: SyntaxTree.Index) -> Region {
        let children = tree.children(of: i)
        if let region = cxxRegion(i, children) { return region }
        switch tree[i].kind {
        case CursorKind.whileLoop, CursorKind.doLoop, CursorKind.forLoop: return loop(i)
        case CursorKind.compound: return sequence(block(children))
        case CursorKind.conditional where children.count == 3 && i == wholeValue:
            return choice(children)
        case CursorKind.ifStatement, CursorKind.conditional:
            guard let condition = children.first else { return .empty }
            return sequence([
                .cost(CostModel.cost(of: .branch)), region(condition),
                .branch(children.dropFirst().map(region)),
            ])
        case CursorKind.switchStatement:
            guard let value = children.first else { return .empty }
            return sequence([
                .cost(CostModel.cost(of: .branch)), region(value),
                .choice(sequence(children.dropFirst().map(region))),
            ])
        case CursorKind.caseStatement:
            return sequence([.target(.alternative(isDefault: false))] + children.map(region))
        case CursorKind.defaultStatement:
            return sequence([.target(.alternative(isDefault: true))] + children.map(region))
        case CursorKind.breakStatement: return .leave(.break)
        case CursorKind.returnStatement: return sequence(children.map(region) + [.leave(.return)])
        case CursorKind.gotoStatement: return jump(i, isChecked: false)
        case CursorKind.indirectGoto: return computedJump(i)
        case CursorKind.continueStatement: return leaving(.continue)
        case CursorKind.label: return landing(i)
        case CursorKind.call: return call(i)
        case CursorKind.binaryOperator where children.count == 2:
            switch binaryOperator(i, in: tree, text) {
            case "&&", "||":
                return sequence([region(children[0]), .branch([region(children[1])])])
            case let op: return work(operation(op, i), children)
            }
        case CursorKind.compoundAssignment where children.count == 2:
            let op = text.operatorText(from: tree[children[0]].end, to: tree[children[1]].start)
            return work(operation(op, i), children)
        case CursorKind.unaryOperator where unaryOperator(i, in: tree, text) == "*":
            return work(.memory, children)
        case CursorKind.compoundAssignment, CursorKind.unaryOperator, CursorKind.cast:
            return work(.arithmetic, children)
        case CursorKind.subscriptExpression, CursorKind.memberReference: return work(.memory, children)
        case CursorKind.variable: return sequence(children.map(region) + cleanups(children))
        case CursorKind.assembly: return assembly(i, children)
        case CursorKind.sizeOf: return .empty
        default: return sequence(children.map(region))
        }
    }

    func work(_ operation: CostModel.Operation, _ children: [SyntaxTree.Index]) -> Region {
        sequence([.cost(CostModel.cost(of: operation))] + children.map(region))
    }

    private func operation(_ spelling: String, _ i: SyntaxTree.Index) -> CostModel.Operation {
        let first = spelling.first
        if first == "/" || first == "%" { return .division }
        // The kinds from CXType_Float to CXType_LongDouble, CXType_Float128 and CXType_Complex.
        let type = clang_getCanonicalType(clang_getCursorType(tree[i].cursor)).kind
        if first == "+" || first == "-" || first == "*", [21, 22, 23, 30, 100].contains(type) {
            return .floating
        }
        return first == "*" ? .multiplication : .arithmetic
    }

    func sequence(_ parts: [Region]) -> Region { Region.joined(parts) }

    /// A block's statements; a check that stands before a jump counts for the jump.
    private func block(_ statements: [SyntaxTree.Index]) -> [Region] {
        // What is owed by a head around this block lands behind that statement, not in here.
        let owed = returnPoints
        returnPoints = []
        defer { returnPoints = owed }
        var parts: [Region] = []
        for statement in statements {
            let kind = tree[statement].kind
            if kind == CursorKind.gotoStatement {
                var isChecked = false
                if case .check? = parts.last { isChecked = true }
                parts.append(jump(statement, isChecked: isChecked))
            } else {
                let next = region(statement)
                // What was rewritten before has its check here.
                if case .jump(var landing)? = parts.last, landing.kind == .longjmpLanding,
                    next.beginsWithCheck,
                    let site = landing.site, text.skipTrivia(site.offset) == tree[statement].start
                {
                    landing.refusal = .alreadyChecked
                    parts[parts.count - 1] = .jump(landing)
                }
                parts.append(next)
                if !returnPoints.isEmpty { parts += landings(behind: statement) }
            }
        }
        return parts
    }

    /// The statements of a function's body, with the mark for a late check of its entry.
    func body(_ statements: [SyntaxTree.Index]) -> Region {
        wholeValue = value(of: statements)
        var parts = block(statements)
        var guards = Guards()
        // One region stands for one statement up to the first that calls, jumps or turns.
        for (i, part) in zip(statements.indices, parts) {
            guards.met(part, site: i + 1 < statements.count ? site(behind: statements[i], before: statements[i + 1]) : nil)
        }
        if let mark = guards.mark {
            behindGuards = mark.site
            parts.insert(.entry, at: mark.count)
        }
        return sequence(parts)
    }

    // MARK: Calls

    private func call(_ i: SyntaxTree.Index) -> Region {
        let children = tree.children(of: i)
        let (target, before) = callee(of: i)
        guard target.kind == CursorKind.function else {
            let type = children.first.flatMap { Self.functionType(clang_getCursorType(tree[$0].cursor)) }
            let call = Call(callee: .pointer, place: place(of: i), type: type)
            return sequence(children.map(region) + [.cost(CostModel.cost(of: .call)), .call(call)])
        }
        let name = take(clang_getCursorSpelling(target))
        if checkNames.contains(name) { return .check }
        note(callOf: name, at: i)
        let isSystem =
            name.hasPrefix("__builtin_")
            || clang_Location_isInSystemHeader(clang_getCursorLocation(target)) != 0
        var call = Call(
            callee: .direct(id: name, isSystem: isSystem), place: place(of: i),
            constants: children.dropFirst().map { constant($0, whenComputed: isSystem) })
        call.neverReturns = Self.neverReturns(target)
        if guesses {
            call.givesPart = children.dropFirst().contains(where: loops.isPart)
            call.givesStep = children.dropFirst().contains(where: loops.isStep)
            call.givesStructures = children.dropFirst().first.map(loops.pointsToStructures) ?? false
        }
        return sequence(
            (before + children.dropFirst()).map(region) + [.cost(CostModel.cost(of: .call)), .call(call)])
    }

    /// The function that is called, and what is computed before only to be dropped: `(before, function)(x)`, which macros make.
    private func callee(of call: SyntaxTree.Index) -> (function: CXCursor, before: [SyntaxTree.Index]) {
        guard var node = tree.children(of: call).first.map(loops.stripConversions) else {
            return (clang_getCursorReferenced(tree[call].cursor), [])
        }
        var before: [SyntaxTree.Index] = []
        while tree[node].kind == CursorKind.binaryOperator, binaryOperator(node, in: tree, text) == "," {
            let operands = tree.children(of: node)
            before.append(operands[0])
            node = loops.stripConversions(operands[1])
        }
        return (clang_getCursorReferenced(tree[before.isEmpty ? call : node].cursor), before)
    }

    /// The value of a constant argument. Only the library's lengths are worth evaluating what is no literal.
    private func constant(_ argument: SyntaxTree.Index, whenComputed: Bool) -> UInt64? {
        let kind = tree[loops.stripConversions(argument)].kind
        guard whenComputed || kind == CursorKind.integerLiteral || kind == CursorKind.sizeOf else {
            return nil
        }
        return constantValue(tree[argument].cursor).flatMap { UInt64(exactly: $0) }
    }

    /// The type of a function, or of what a pointer points to; `nil` where there is no prototype, which matches any.
    static func functionType(_ type: CXType) -> String? {
        var type = clang_getCanonicalType(type)
        // CXType_Pointer and CXType_BlockPointer
        if type.kind == 101 || type.kind == 102 { type = clang_getCanonicalType(clang_getPointeeType(type)) }
        // CXType_FunctionProto
        return type.kind == 111 ? take(clang_getTypeSpelling(type)) : nil
    }

    /// By an attribute of the function's type. What `_Noreturn` says stands in no type that libclang shows.
    private static func neverReturns(_ function: CXCursor) -> Bool {
        let type = clang_getCanonicalType(clang_getCursorType(function))
        guard clang_getCanonicalType(clang_getCursorResultType(function)).isKind(TypeKind.void) else { return false }
        return take(clang_getTypeSpelling(type)).hasSuffix("__attribute__((noreturn))")
    }

    /// Calls that return twice, and calls on a borrowed stack.
    func note(callOf name: String, at i: SyntaxTree.Index) {
        if Self.returningTwice.contains(name) { returnPoints.append(i) }
        if BorrowedStack.borrowing.contains(name) {
            quiet.append(BorrowedStack.stretch(after: i, of: function, in: tree))
        } else if quietReason(at: i) == BorrowedStack.reason {
            calledOnBorrowedStack.insert(name)
        }
    }
}
