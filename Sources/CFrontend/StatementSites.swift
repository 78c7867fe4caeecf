// Where statements begin and end, and where a check may stand in a block.

import CLibClang
import Planning

extension FunctionLowering {
    /// After the `{` of a block.
    func start(ofBlock block: SyntaxTree.Index) -> Site? {
        let node = tree[block]
        guard node.kind == CursorKind.compound, let open = text.endOfOpeningBrace(at: node.start) else {
            return nil
        }
        let statements = tree.children(of: block)
        var site = Site(offset: open, form: .statement)
        guard let first = statements.first, tree[first].kind == CursorKind.declarationStatement,
            !functions.language.isCxx
        else { return site }
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
            CursorKind.rangeFor, CursorKind.forIn, CursorKind.tryStatement, CursorKind.catchStatement,
            CursorKind.synchronized, CursorKind.unexposedStatement, CursorKind.label,
            CursorKind.caseStatement, CursorKind.defaultStatement:
            return children.last.flatMap(end(of:))
        default:
            let semicolon = text.skipTrivia(node.end)
            if text.hasByte(";", at: semicolon) { return semicolon + 1 }
            return text.hasByte(";", at: node.end - 1) ? node.end : nil
        }
    }

    /// Behind the `;` after a macro that makes a statement or a part of one, as `setjmp` does.
    func endOfExpansion(_ statement: SyntaxTree.Index) -> Int? {
        let semicolon = text.skipTrivia(tree[statement].end)
        guard !tree[tree[statement].parent].isFromMacro, text.hasByte(";", at: semicolon),
            !text.hasWord("else", at: text.skipTrivia(semicolon + 1))
        else { return nil }
        return semicolon + 1
    }

    func place(of i: SyntaxTree.Index) -> Place {
        presumedPlace(clang_getRangeStart(clang_getCursorExtent(tree[i].cursor)))
    }

    /// The line that it ends on, if that is of the file it begins in.
    func lastLine(of i: SyntaxTree.Index) -> Int? {
        let end = presumedPlace(clang_getRangeEnd(clang_getCursorExtent(tree[i].cursor)))
        return end.file == place(of: i).file ? end.line : nil
    }
}
