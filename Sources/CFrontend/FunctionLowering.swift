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

/// A class, because every child visited would copy a value.
final class FunctionLowering {
    let tree: SyntaxTree
    let text: CText
    let loops: CountedLoops
    /// Where each label of the function stands.
    let labels: [String: [Int]]
    /// Labels where a computed jump may land. Checked there and not at the jumps: a check before `goto *` makes
    /// the compiler merge an interpreter's dispatches into one (Lua: 78 into 3, up to 1.3 times slower).
    let landings: Set<String>

    init(_ function: SyntaxTree.Index, in tree: SyntaxTree, text: CText) {
        self.tree = tree
        self.text = text
        loops = CountedLoops(
            tree: tree, text: text, uses: VariableUses(of: function, in: tree, text: text))
        var labels: [String: [Int]] = [:]
        var landings: Set<String> = []
        var hasComputedJump = false
        for i in tree.subtree(of: function) {
            switch tree[i].kind {
            case CursorKind.label:
                labels[take(clang_getCursorSpelling(tree[i].cursor)), default: []].append(tree[i].start)
            case CursorKind.labelAddress:
                for label in tree.children(of: i) { landings.insert(take(clang_getCursorSpelling(tree[label].cursor))) }
            case CursorKind.indirectGoto: hasComputedJump = true
            default: break
            }
        }
        self.labels = labels
        self.landings = hasComputedJump ? landings : []
    }

    // MARK: Sites

    /// After the `{` of a block.
    func start(ofBlock block: SyntaxTree.Index) -> Site? {
        let node = tree[block]
        guard node.kind == CursorKind.compound, let open = text.endOfOpeningBrace(at: node.start) else { return nil }
        let statements = tree.children(of: block)
        var site = Site(offset: open, form: .statement)
        guard let first = statements.first, tree[first].kind == CursorKind.declarationStatement else { return site }
        // Local labels must stay first.
        for statement in statements {
            guard text.hasWord("__label__", at: tree[statement].start) else { break }
            site.offset = tree[statement].end
        }
        site.form = .declaration
        return site
    }

    /// Just after a statement, its semicolon included.
    func end(of statement: SyntaxTree.Index) -> Int? {
        let node = tree[statement]
        if node.isFromMacro { return nil }
        let children = tree.children(of: statement)
        switch node.kind {
        case CursorKind.compound:
            return text.startOfClosingBrace(before: node.end) != nil ? node.end : nil
        case CursorKind.nullStatement:
            return text.hasByte(";", at: node.end - 1) ? node.end : nil
        case CursorKind.ifStatement, CursorKind.whileLoop, CursorKind.forLoop, CursorKind.switchStatement,
            CursorKind.label, CursorKind.caseStatement, CursorKind.defaultStatement:
            return children.last.flatMap(end(of:))
        default:
            let semicolon = text.skipTrivia(node.end)
            if text.hasByte(";", at: semicolon) { return semicolon + 1 }
            return text.hasByte(";", at: node.end - 1) ? node.end : nil
        }
    }

    func place(of i: SyntaxTree.Index) -> Place {
        presumedPlace(clang_getRangeStart(clang_getCursorExtent(tree[i].cursor)))
    }

    // MARK: Regions

    func region(_ i: SyntaxTree.Index) -> Region {
        let children = tree.children(of: i)
        switch tree[i].kind {
        case CursorKind.whileLoop, CursorKind.doLoop, CursorKind.forLoop: return loop(i)
        case CursorKind.compound: return block(children)
        case CursorKind.ifStatement, CursorKind.conditional:
            guard let condition = children.first else { return .empty }
            return sequence([
                .cost(CostModel.cost(of: .branch)), region(condition),
                .branch(children.dropFirst().map(region)),
            ])
        case CursorKind.switchStatement:
            guard let value = children.first else { return .empty }
            return sequence([
                .cost(CostModel.cost(of: .branch)), region(value), .branch(children.dropFirst().map(region)),
            ])
        case CursorKind.gotoStatement: return jump(i, isChecked: false)
        case CursorKind.indirectGoto: return computedJump(i)
        case CursorKind.continueStatement: return leaving
        case CursorKind.label: return landing(i)
        case CursorKind.call: return call(i)
        case CursorKind.binaryOperator where children.count == 2:
            switch binaryOperator(i, in: tree, text) {
            case "&&", "||":
                return sequence([region(children[0]), .branch([region(children[1])])])
            case "/", "%": return work(.division, children)
            default: return work(.arithmetic, children)
            }
        case CursorKind.compoundAssignment, CursorKind.unaryOperator, CursorKind.cast:
            return work(.arithmetic, children)
        case CursorKind.subscriptExpression, CursorKind.memberReference: return work(.memory, children)
        case CursorKind.assembly: return assembly(i, children)
        case CursorKind.sizeOf: return .empty
        default: return sequence(children.map(region))
        }
    }

    private func work(_ operation: CostModel.Operation, _ children: [SyntaxTree.Index]) -> Region {
        sequence([.cost(CostModel.cost(of: operation))] + children.map(region))
    }

    private func sequence(_ parts: [Region]) -> Region { Region.joined(parts) }

    /// A block's statements; a check that stands before a jump counts for the jump.
    private func block(_ statements: [SyntaxTree.Index]) -> Region {
        var parts: [Region] = []
        for statement in statements {
            let kind = tree[statement].kind
            if kind == CursorKind.gotoStatement {
                var isChecked = false
                if case .check? = parts.last { isChecked = true }
                parts.append(jump(statement, isChecked: isChecked))
            } else {
                parts.append(region(statement))
            }
        }
        return sequence(parts)
    }

    // MARK: Loops

    private func loop(_ i: SyntaxTree.Index) -> Region {
        let children = tree.children(of: i)
        let keyword = switch tree[i].kind {
        case CursorKind.whileLoop: "while"
        case CursorKind.doLoop: "do"
        default: "for"
        }
        let isDo = keyword == "do"
        guard let body = isDo ? children.first : children.last else { return .empty }
        let others = children.filter { $0 != body }
        // `do { } while (0)` is how macros spell a block; it never turns.
        if isDo, let condition = others.first, constantValue(tree[condition].cursor) == 0 {
            return sequence([region(body), region(condition)])
        }
        // A jump to a label passes what stands before the label, as a `continue` passes what is left.
        let continues = hasContinue(body) || holdsLabel(body)
        var loop = Loop(
            keyword: keyword, place: place(of: i),
            head: sequence([.cost(CostModel.cost(of: .branch))] + others.map(region)),
            body: region(body), continues: continues, latch: nil, trips: .unknown,
            counting: .not(because: "it is no `for` loop"))
        let spelled = keyword == "while" ? text.hasWord("while", at: tree[i].start)
            : isDo ? text.hasWord("do", at: tree[i].start) : text.hasWord("for", at: tree[i].start)
        guard spelled, !tree[i].startsInMacro else {
            loop.refusal = macro(at: i)
            return .loop(loop)
        }
        if text.pragma(from: tree.gap(before: i), before: tree[i].start) == "omp" {
            loop.refusal = .notUnderstood("an OpenMP loop runs on threads that are not Cede's")
            return .loop(loop)
        }
        switch keyword {
        case "for":
            guard let head = ForHead(i, in: tree, text: text) else {
                loop.latch = prefix(body)
                loop.refusal = loop.latch == nil ? .notUnderstood("the head of this `for`") : nil
                break
            }
            let from = head.semicolons[1] + 1
            loop.latch = Site(
                offset: head.close, form: .increment(isEmpty: text.skipTrivia(from) == head.close))
            loop.trips = loops.trips(of: head)
            loop.counting = loops.counting(of: i, head, afterBody: end(of: body))
            // The initialiser runs once, before the first turn.
            loop.head = sequence(
                [.cost(CostModel.cost(of: .branch))]
                    + [head.condition, head.increment].compactMap { $0 }.map(region))
            let initializer = head.initializer.map(region) ?? .empty
            return sequence([initializer, .loop(loop)])
        case "do":
            loop.latch = conditionOfDo(i, body) ?? startOrPrefix(body)
        default:
            loop.latch = continues ? startOrPrefix(body) : endOrPrefix(body)
        }
        if loop.latch == nil { loop.refusal = .fromMacro("in its body") }
        return .loop(loop)
    }

    /// Before the body of a loop, whatever it is. An empty one is put in braces, or gcc asks for them.
    private func prefix(_ body: SyntaxTree.Index) -> Site? {
        if tree[body].kind == CursorKind.nullStatement, let end = end(of: body) {
            return Site(offset: tree[body].start, form: .around(end: end))
        }
        return tree[body].startsInMacro ? nil : Site(offset: tree[body].start, form: .prefix)
    }

    private func startOrPrefix(_ body: SyntaxTree.Index) -> Site? {
        tree[body].startsInMacro ? nil : start(ofBlock: body) ?? prefix(body)
    }

    /// At the end of the body: before the latch, not after the head, which keeps the compiler's jump threading.
    private func endOrPrefix(_ body: SyntaxTree.Index) -> Site? {
        let node = tree[body]
        guard !node.isFromMacro, node.kind == CursorKind.compound,
            let close = text.startOfClosingBrace(before: node.end)
        else { return prefix(body) }
        return Site(offset: close, form: .statement)
    }

    private func conditionOfDo(_ loop: SyntaxTree.Index, _ body: SyntaxTree.Index) -> Site? {
        guard let bodyEnd = end(of: body) else { return nil }
        let keyword = text.skipTrivia(bodyEnd)
        guard text.hasWord("while", at: keyword) else { return nil }
        let open = text.skipTrivia(keyword + 5)
        return text.hasByte("(", at: open) ? Site(offset: open + 1, form: .condition) : nil
    }

    /// Whether a `continue` in `body` belongs to the loop around it.
    private func hasContinue(_ body: SyntaxTree.Index) -> Bool {
        tree.subtree(of: body).contains { i in
            guard tree[i].kind == CursorKind.continueStatement else { return false }
            var outer = tree[i].parent
            while outer >= body, !CursorKind.isLoop(tree[outer].kind) { outer = tree[outer].parent }
            return outer < body
        }
    }

    private func holdsLabel(_ body: SyntaxTree.Index) -> Bool {
        tree.subtree(of: body).contains { tree[$0].kind == CursorKind.label }
    }

    // MARK: Jumps and calls

    /// Not nothing: a way that leaves passes no check that follows.
    private var leaving: Region { .cost(CostModel.cost(of: .branch)) }

    private func jump(_ i: SyntaxTree.Index, isChecked: Bool) -> Region {
        let target = tree.children(of: i).first.map { take(clang_getCursorSpelling(tree[$0].cursor)) } ?? ""
        guard (labels[target] ?? []).contains(where: { $0 <= tree[i].start }) else { return leaving }
        var jump = Jump(.backward, spelling: "goto \(target)", place: place(of: i))
        if isChecked {
            jump.refusal = .alreadyChecked
        } else if text.hasWord("goto", at: tree[i].start), !tree[i].isFromMacro, let end = end(of: i) {
            jump.site = Site(offset: tree[i].start, form: .around(end: end))
        } else {
            jump.refusal = macro(at: i)
        }
        return .jump(jump)
    }

    private func computedJump(_ i: SyntaxTree.Index) -> Region {
        let jump = Jump(
            .computed, spelling: "goto *", place: place(of: i),
            refusal: landings.isEmpty ? .notUnderstood("a computed jump to labels of another function") : .landsOnCheck)
        return sequence(tree.children(of: i).map(region) + [.jump(jump)])
    }

    private func landing(_ i: SyntaxTree.Index) -> Region {
        let name = take(clang_getCursorSpelling(tree[i].cursor))
        guard landings.contains(name), let statement = tree.children(of: i).last else {
            return sequence(tree.children(of: i).map(region))
        }
        let inside = region(statement)
        var landing = Jump(.landing, spelling: "\(name):", place: place(of: i))
        if inside.beginsWithCheck {
            landing.refusal = .alreadyChecked
        } else if tree[i].isFromMacro || tree[statement].isFromMacro {
            landing.refusal = macro(at: i)
        } else {
            // A label that is the whole body of an `if` holds one statement.
            let isInBlock = tree[tree[i].parent].kind == CursorKind.compound
            landing.site = Site(offset: tree[statement].start, form: isInBlock ? .statement : .prefix)
        }
        return sequence([.jump(landing), inside])
    }

    private func macro(at i: SyntaxTree.Index) -> Reason {
        .fromMacro(text.word(at: tree[i].start).map(String.init) ?? "that makes it")
    }

    private func assembly(_ i: SyntaxTree.Index, _ children: [SyntaxTree.Index]) -> Region {
        let cost = work(.assembly, children)
        guard text.string(tree[i].range).prefix(64).contains("goto"),
            labels.values.joined().contains(where: { $0 < tree[i].start })
        else { return cost }
        let jump = Jump(
            .computed, spelling: "asm goto", place: place(of: i),
            refusal: .notUnderstood("asm goto with a label before it"))
        return sequence([cost, .jump(jump)])
    }

    private func call(_ i: SyntaxTree.Index) -> Region {
        let children = tree.children(of: i)
        let target = clang_getCursorReferenced(tree[i].cursor)
        guard target.kind == CursorKind.function else {
            let call = Call(callee: .pointer, place: place(of: i))
            return sequence(children.map(region) + [.cost(CostModel.cost(of: .call)), .call(call)])
        }
        let name = take(clang_getCursorSpelling(target))
        if name == checkName { return .check }
        let isSystem = name.hasPrefix("__builtin_")
            || clang_Location_isInSystemHeader(clang_getCursorLocation(target)) != 0
        let call = Call(callee: .direct(id: name, isSystem: isSystem), place: place(of: i))
        return sequence(
            children.dropFirst().map(region) + [.cost(CostModel.cost(of: .call)), .call(call)])
    }
}

extension Region {
    /// One region after another; costs that meet are added up.
    static func joined(_ parts: [Region]) -> Region {
        var result: [Region] = []
        func append(_ part: Region) {
            switch part {
            case .sequence(let inner): inner.forEach(append)
            case .cost(let cost):
                if case .cost(let before)? = result.last {
                    result[result.count - 1] = .cost(before + cost)
                } else {
                    result.append(part)
                }
            case .branch(let ways) where ways.allSatisfy(\.isEmpty): break
            default: result.append(part)
            }
        }
        parts.forEach(append)
        return result.count == 1 ? result[0] : .sequence(result)
    }

    private var isEmpty: Bool {
        if case .sequence(let parts) = self { return parts.isEmpty }
        return false
    }
}
