// libclang's cursors as a flat tree with byte offsets, built in one visit.
//
// A callback a question would visit every statement several times; half a million cursors (SQLite) are
// collected here in the time of one visit, and everything after is array walking.

import CLibClang
import Planning

/// Cursor kinds whose numbers are the same in every libclang since 14.
enum CursorKind {
    static let unexposedDeclaration: Int32 = 1
    static let function: Int32 = 8
    static let variable: Int32 = 9
    static let parameter: Int32 = 10
    static let typeName: Int32 = 20
    static let typeReference: Int32 = 43
    static let memberDesignator: Int32 = 47
    static let unexposedExpression: Int32 = 100
    static let declarationReference: Int32 = 101
    static let memberReference: Int32 = 102
    static let call: Int32 = 103
    static let block: Int32 = 105
    static let integerLiteral: Int32 = 106
    static let floatingLiteral: Int32 = 107
    static let stringLiteral: Int32 = 109
    static let characterLiteral: Int32 = 110
    static let parentheses: Int32 = 111
    static let unaryOperator: Int32 = 112
    static let subscriptExpression: Int32 = 113
    static let binaryOperator: Int32 = 114
    static let compoundAssignment: Int32 = 115
    static let conditional: Int32 = 116
    static let cast: Int32 = 117
    static let initializerList: Int32 = 119
    static let labelAddress: Int32 = 120
    static let sizeOf: Int32 = 136
    static let label: Int32 = 201
    static let compound: Int32 = 202
    static let caseStatement: Int32 = 203
    static let defaultStatement: Int32 = 204
    static let ifStatement: Int32 = 205
    static let switchStatement: Int32 = 206
    static let whileLoop: Int32 = 207
    static let doLoop: Int32 = 208
    static let forLoop: Int32 = 209
    static let gotoStatement: Int32 = 210
    static let indirectGoto: Int32 = 211
    static let continueStatement: Int32 = 212
    static let breakStatement: Int32 = 213
    static let returnStatement: Int32 = 214
    static let assembly: Int32 = 215
    static let nullStatement: Int32 = 230
    static let declarationStatement: Int32 = 231
    static let attribute: Int32 = 400

    static func isLoop(_ kind: Int32) -> Bool {
        kind == whileLoop || kind == doLoop || kind == forLoop || kind == rangeFor || kind == forIn
    }
    static func isStatement(_ kind: Int32) -> Bool { (200..<300).contains(kind) }
}

struct SyntaxTree {
    typealias Index = Int

    struct Node {
        var cursor: CXCursor
        var parent: Index
        var start: Int
        var end: Int
        /// One of its ends is the product of a macro expansion.
        var isFromMacro: Bool
        var startsInMacro: Bool
        var firstChild: Index = -1
        var lastChild: Index = -1
        var nextSibling: Index = -1

        var kind: Int32 { cursor.kind }
        /// Of a node that macros produce, the ends may stand in the wrong order; then it is empty.
        var range: Range<Int> { start..<max(start, end) }
    }

    /// The files that offsets are in.
    let files: UnitText
    private(set) var nodes: [Node] = []
    /// Declarations at file scope, in source order.
    private(set) var roots: [Index] = []
    /// Where the declarations before each of these end.
    private(set) var endsBeforeRoots: [Index: Int] = [:]

    subscript(i: Index) -> Node { nodes[i] }

    func children(of i: Index) -> [Index] {
        var result: [Index] = []
        var child = nodes[i].firstChild
        while child >= 0 {
            result.append(child)
            child = nodes[child].nextSibling
        }
        return result
    }

    /// Where the text between a node and what stands before it begins.
    func gap(before i: Index) -> Int {
        let parent = nodes[i].parent
        guard parent >= 0 else { return 0 }
        var child = nodes[parent].firstChild
        guard child != i else { return nodes[parent].start }
        while nodes[child].nextSibling != i { child = nodes[child].nextSibling }
        return nodes[child].end
    }

    /// A conversion that the source does not spell: as long as what it converts. libclang gives it the kind
    /// that atomic builtins, `va_arg` and `_Generic` have too, which are none.
    func isImplicitConversion(_ i: Index) -> Bool {
        let node = nodes[i]
        guard node.kind == CursorKind.unexposedExpression, node.firstChild >= 0,
            node.firstChild == node.lastChild
        else { return false }
        return nodes[node.firstChild].start == node.start && nodes[node.firstChild].end == node.end
    }

    /// A subtree's nodes stand in one run, parents first.
    func subtree(of i: Index) -> Range<Index> {
        var last = i
        while nodes[last].lastChild >= 0 { last = nodes[last].lastChild }
        return i..<(last + 1)
    }

    /// The loop that a `continue` at `i` belongs to; -1 when there is none.
    func loop(around i: Index) -> Index {
        var outer = nodes[i].parent
        while outer >= 0, !CursorKind.isLoop(nodes[outer].kind) { outer = nodes[outer].parent }
        return outer
    }

    /// What a `break` at `i` leaves; -1 when there is nothing.
    func loopOrSwitch(around i: Index) -> Index {
        var outer = nodes[i].parent
        while outer >= 0, !CursorKind.isLoop(nodes[outer].kind),
            nodes[outer].kind != CursorKind.switchStatement
        {
            outer = nodes[outer].parent
        }
        return outer
    }

    /// The switch that a case belongs to; -1 when there is none.
    func switchStatement(around i: Index) -> Index {
        var outer = nodes[i].parent
        while outer >= 0, nodes[outer].kind != CursorKind.switchStatement { outer = nodes[outer].parent }
        return outer
    }

    /// Visits the declarations that `wants` accepts, with all they hold.
    init(_ unit: CXTranslationUnit, _ files: UnitText, wants: @escaping (CXCursor) -> Bool) {
        self.files = files
        let root = clang_getTranslationUnitCursor(unit)
        let builder = Builder(root: root, files: files, wants: wants)
        clang_visitChildren(
            root,
            { cursor, parent, context in
                Unmanaged<Builder>.fromOpaque(context!).takeUnretainedValue().visit(cursor, parent)
            }, Unmanaged.passUnretained(builder).toOpaque())
        nodes = builder.nodes
        roots = builder.roots
        var ends: [SourceFile?: Int] = [:]
        for root in roots {
            let file = files.file(at: nodes[root].start)
            endsBeforeRoots[root] = ends[file] ?? file?.range.lowerBound ?? 0
            ends[file] = max(endsBeforeRoots[root] ?? 0, nodes[root].end)
        }
    }

    private final class Builder {
        let root: CXCursor
        let files: UnitText
        let wants: (CXCursor) -> Bool
        var nodes: [Node] = []
        var roots: [Index] = []
        var open: [Index] = []

        init(root: CXCursor, files: UnitText, wants: @escaping (CXCursor) -> Bool) {
            self.root = root
            self.files = files
            self.wants = wants
        }

        func visit(_ cursor: CXCursor, _ parent: CXCursor) -> Int32 {
            let extent = clang_getCursorExtent(cursor)
            closeTo(parent, files.offset(clang_getRangeStart(extent)))
            // What a namespace or `extern "C" { }` holds may come from another file than its braces.
            let isInScope = open.last.map { CursorKind.isScope(nodes[$0].kind) } ?? true
            if isInScope && !wants(cursor) { return Int32(CEDE_VISIT_CONTINUE) }
            // Only now is the file known, if this is the first that is wanted of it.
            let start = files.offset(clang_getRangeStart(extent))
            let parentIndex = open.last ?? -1
            let index = nodes.count
            // Bit 31 of a raw location is libclang's mark of a macro expansion.
            let macroBit: UInt32 = 0x8000_0000
            nodes.append(
                Node(
                    cursor: cursor, parent: parentIndex,
                    start: start, end: files.offset(clang_getRangeEnd(extent)),
                    isFromMacro: (extent.begin_int_data | extent.end_int_data) & macroBit != 0,
                    startsInMacro: extent.begin_int_data & macroBit != 0))
            if parentIndex >= 0 {
                let previous = nodes[parentIndex].lastChild
                if previous >= 0 {
                    nodes[previous].nextSibling = index
                } else {
                    nodes[parentIndex].firstChild = index
                }
                nodes[parentIndex].lastChild = index
            } else {
                roots.append(index)
            }
            open.append(index)
            return Int32(CEDE_VISIT_RECURSE)
        }

        /// Leaves what is open below `parent`. Some parents are never visited (an initialiser in a lambda's captures);
        /// then what holds the place stays open.
        private func closeTo(_ parent: CXCursor, _ start: @autoclosure () -> Int) {
            if let depth = open.lastIndex(where: { clang_equalCursors(nodes[$0].cursor, parent) != 0 }) {
                open.removeSubrange((depth + 1)...)
            } else if clang_equalCursors(root, parent) != 0 {
                open.removeAll()
            } else {
                let start = start()
                while let last = open.last, !nodes[last].range.contains(start) { open.removeLast() }
            }
        }
    }
}

/// Where a person finds a location: line markers are followed.
func presumedPlace(_ location: CXSourceLocation) -> Place {
    var file = CXString()
    var line: UInt32 = 0
    var column: UInt32 = 0
    clang_getPresumedLocation(location, &file, &line, &column)
    return Place(file: take(file), line: Int(line), column: Int(column))
}
