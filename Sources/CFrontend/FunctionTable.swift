// The functions that a source defines, by the names that calls find them under.
//
// A function of C is its name. Functions of C++ share names, so there it is libclang's USR, which is the same at
// the definition and at every call. What is called through a template is known by the template, and a lambda, whose
// USR cannot be had where it is written, by its place.

import CLibClang
import Planning

final class FunctionTable {
    let language: SourceLanguage
    let tree: SyntaxTree
    private var ids: Set<String> = []
    /// Functions that stand outside of classes, by their bare names.
    private var free: [String: [String]] = [:]
    var lifetimes: [String: Lifetime] = [:]

    init(_ functions: [FunctionNode], in tree: SyntaxTree, _ language: SourceLanguage) {
        self.language = language
        self.tree = tree
        for function in functions {
            let id = id(of: function.node)
            ids.insert(id)
            let kind = tree[function.node].kind
            if language.isCxx, kind == CursorKind.function || kind == CursorKind.functionTemplate {
                free[take(clang_getCursorSpelling(tree[function.node].cursor)), default: []].append(id)
            }
        }
    }

    /// Of a function's node.
    func id(of node: SyntaxTree.Index) -> String {
        CursorKind.isLiteral(tree[node].kind)
            ? Self.literal(at: tree[node].start) : name(of: tree[node].cursor)
    }

    /// Of the function that a call refers to; `nil` when it is not defined here.
    func id(calledBy target: CXCursor) -> String? {
        var candidates = [name(of: target)]
        if language.isCxx {
            let template = clang_getSpecializedCursorTemplate(target)
            if CursorKind.isFunction(template.kind) { candidates.append(name(of: template)) }
            candidates.append(Self.literal(at: tree.files.offset(clang_getCursorLocation(target))))
        }
        return candidates.first(where: ids.contains)
    }

    /// Functions that stand outside of classes and have this name.
    func ids(named name: String) -> [String] { free[name] ?? [] }

    private static func literal(at offset: Int) -> String { "literal@\(offset)" }

    private func name(of cursor: CXCursor) -> String {
        let name = take(clang_getCursorSpelling(cursor))
        guard
            language.isCxx || cursor.kind == CursorKind.instanceMethod
                || cursor.kind == CursorKind.classMethod
        else { return name }
        let usr = take(clang_getCursorUSR(cursor))
        return usr.isEmpty || usr == "c:@F@" + name ? name : usr
    }

    // MARK: For people

    /// As a person would name it: `net::Server::accept(int)`, `lambda in main()`.
    func title(of node: SyntaxTree.Index) -> String {
        let cursor = tree[node].cursor
        if CursorKind.isLiteral(cursor.kind) {
            let outer = tree.function(around: node)
            let kind = cursor.kind == CursorKind.lambda ? "lambda" : "block"
            return outer < 0 ? kind : "\(kind) in \(title(of: outer))"
        }
        return language.isCxx
            ? Self.qualified(cursor, by: take(clang_getCursorDisplayName(cursor)))
            : take(clang_getCursorSpelling(cursor))
    }

    /// With the namespaces and classes around it; by its bare name if no other is given.
    static func qualified(_ cursor: CXCursor, by name: String? = nil) -> String {
        var parts = [name ?? take(clang_getCursorSpelling(cursor))]
        var scope = clang_getCursorSemanticParent(cursor)
        while scope.kind == CursorKind.namespace || CursorKind.isClass(scope.kind) {
            let name = take(clang_getCursorSpelling(scope))
            // Inline namespaces of libraries (`__cxx11`) are nothing that a person writes.
            if !name.isEmpty, !name.hasPrefix("__") { parts.append(name) }
            scope = clang_getCursorSemanticParent(scope)
        }
        return parts.reversed().joined(separator: "::")
    }
}
