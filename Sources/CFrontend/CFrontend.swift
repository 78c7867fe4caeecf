// The C frontend: C bytes -> skeleton, by libclang.
//
// The only way to know what a C program means is to ask a C compiler. Rejected: a parser of our own (Erlang's
// Yielding C Fun has one; macros and GNU extensions are its list of crashes) and a clang plugin (tied to one
// LLVM, and no use with gcc).

import CLibClang
import Planning

/// A loaded libclang. Making one costs 5 to 40 ms, so a process makes one.
public final class CFrontend {
    private let index: CXIndex
    /// Where the library came from.
    public let libclang: String

    /// `libclang`: the shared library to load; by default `LIBCLANG_PATH`, the system's, or Swift's own.
    public init(libclang: String? = nil) throws(CFrontendError) {
        self.libclang = try LibClang.load(libclang)
        index = clang_createIndex(0, 0)
    }

    deinit { clang_disposeIndex(index) }

    /// libclang's own version line.
    public var version: String { take(clang_getClangVersion()) }

    /// Lowers one source. In a preprocessed source, errors inside single functions exclude those functions and
    /// are in `diagnostics`: the compiler may know an extension that libclang does not. Any other error throws.
    public func lower(
        _ source: CSource
    ) throws(CFrontendError) -> (skeleton: Skeleton, diagnostics: [CDiagnostic]) {
        let unit = try parse(source)
        defer { clang_disposeTranslationUnit(unit) }
        let errors = Diagnostics(of: unit)
        if errors.all.contains(where: { $0.severity == .fatal }) { throw .notParsed(errors.all) }
        let file = clang_getFile(unit, source.path)
        let header = CheckHeader()
        let tree = SyntaxTree(unit) { cursor in
            header.note(cursor)
            let location = clang_getCursorLocation(cursor)
            guard clang_Location_isInSystemHeader(location) == 0 else { return false }
            var origin: CXFile?
            clang_getExpansionLocation(location, &origin, nil, nil, nil)
            return origin != nil && clang_File_isEqual(origin, file) != 0
        }
        let text = CText(bytes: source.bytes)
        let found = tree.functions()
        let functions = FunctionTable(found, in: tree, SourceLanguage(source))
        let uses = FunctionUses(in: tree, functions)
        let excluded = Exclusions(in: tree, text, functions)
        let quiet = NoYieldComments(in: text)
        var skeleton = Skeleton(declaresCheck: header.isIncluded)
        var onBorrowedStack: Set<String> = []
        var blamed: Set<Int> = []
        for function in found {
            let node = tree[function.node]
            let id = functions.id(of: function.node)
            if id == checkName {
                skeleton.declaresCheck = true
                continue
            }
            let inside = errors.inSource.indices.filter { node.range.contains(errors.inSource[$0].offset) }
            blamed.formUnion(inside)
            let lowering = FunctionLowering(
                function.node, in: tree, text: text, functions: functions,
                quiet: quiet.stretches(of: function.node, in: tree), signedWraps: source.signedWraps)
            let start = tree.startOfDeclaration(function.node)
            let body = tree[function.block]
            let lowered = Function(
                id: id, name: functions.title(of: function.node),
                place: presumedPlace(clang_getCursorLocation(node.cursor)),
                visibility: FunctionTable.visibility(of: node.cursor),
                isAddressTaken: uses.addressTaken.contains(id) || functions.isReachedUnnamed(function.node),
                entry: body.isFromMacro ? nil : lowering.start(ofBlock: function.block),
                body: lowering.body(of: function),
                exclusion: inside.first.map { .notUnderstood(errors.inSource[$0].diagnostic.message) }
                    ?? excluded.reasons[id]
                    ?? quiet.reason(ofFunction: min(start, body.start)..<body.start)
                    ?? functions.exclusion(of: function, from: start, text),
                type: FunctionLowering.functionType(clang_getCursorType(node.cursor)))
            onBorrowedStack.formUnion(lowering.calledOnBorrowedStack)
            skeleton.functions.append(lowered)
        }
        skeleton.exclude(handlers: uses.signalHandlers)
        skeleton.exclude(onBorrowedStack: onBorrowedStack)
        let excusable = source.isPreprocessed ? blamed : []
        let serious = errors.inSource.indices.filter { !excusable.contains($0) }
        if !serious.isEmpty { throw .notParsed(serious.map { errors.inSource[$0].diagnostic }) }
        skeleton.prelude = firstCode(in: tree, of: text, quiet)
        let complaints = quiet.complaints(isPreprocessed: source.isPreprocessed) {
            presumedPlace(clang_getLocationForOffset(unit, file, UInt32($0)))
        }
        return (skeleton, errors.all + complaints)
    }

    /// Warnings of gcc, and of clang when it is told, that clang makes errors. Whether they are is for the compiler to
    /// say, which has accepted the source before what is found here matters; the meaning is plain in every case.
    private static let leniency = [
        "implicit-int", "implicit-function-declaration", "int-conversion", "incompatible-pointer-types",
        "incompatible-function-pointer-types", "return-type", "return-mismatch",
    ].map { "-Wno-" + $0 }

    private func parse(_ source: CSource) throws(CFrontendError) -> CXTranslationUnit {
        // No limit on errors: the twentieth is no reason to give up on a file whose functions are independent.
        let arguments = source.arguments + ["-ferror-limit=0", "-w"] + Self.leniency
        var unit: CXTranslationUnit?
        let status = source.bytes.withUnsafeBytes { bytes in
            source.path.withCString { path in
                var file = CXUnsavedFile(
                    Filename: path, Contents: bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
                    Length: UInt(bytes.count))
                return withCStrings(arguments) { argv in
                    clang_parseTranslationUnit2(index, path, argv, Int32(arguments.count), &file, 1, 0, &unit)
                }
            }
        }
        guard status == 0, let unit else { throw .notParsed([]) }
        return unit
    }

    /// The first token after the last directive before the file's first declaration: at file scope, in a part
    /// that is compiled, and before the attributes that may precede the declaration.
    private func firstCode(in tree: SyntaxTree, of text: CText, _ quiet: NoYieldComments) -> Int? {
        guard let first = tree.roots.first.map({ tree[$0].start }) else { return nil }
        let bom = text.bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        let start = max(bom, text.endOfLastDirective(before: first))
        let offset = text.skipTrivia(start)
        guard offset <= first else { return nil }
        // A comment that means the function must stay in front of it.
        return quiet.first(in: start..<max(start, offset)) ?? offset
    }
}

/// Whether the source includes the check's own header: then it needs no declarations.
private final class CheckHeader {
    private(set) var isIncluded = false

    func note(_ declaration: CXCursor) {
        if declaration.kind == CursorKind.linkage || declaration.kind == CursorKind.unexposedDeclaration {
            children(of: declaration).forEach(note)
        }
        guard declaration.kind == CursorKind.function, clang_isCursorDefinition(declaration) != 0 else {
            return
        }
        isIncluded = isIncluded || take(clang_getCursorSpelling(declaration)) == checkName
    }
}

/// What the parser complained about, in the source itself and elsewhere.
private struct Diagnostics {
    var all: [CDiagnostic] = []
    /// Errors outside system headers, with their offset in the source.
    var inSource: [(offset: Int, diagnostic: CDiagnostic)] = []

    init(of unit: CXTranslationUnit) {
        for i in 0..<clang_getNumDiagnostics(unit) {
            let diagnostic = clang_getDiagnostic(unit, i)
            defer { clang_disposeDiagnostic(diagnostic) }
            let severity: CDiagnostic.Severity? =
                switch clang_getDiagnosticSeverity(diagnostic) {
                case 3: .error
                case 4: .fatal
                default: nil
                }
            guard let severity else { continue }
            let location = clang_getDiagnosticLocation(diagnostic)
            let entry = CDiagnostic(
                severity: severity, place: presumedPlace(location),
                message: take(clang_getDiagnosticSpelling(diagnostic)))
            all.append(entry)
            if severity == .error, clang_Location_isInSystemHeader(location) == 0 {
                inSource.append((offset(location), entry))
            }
        }
    }
}

/// The strings as a C array, for the time of the call.
private func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result
) -> Result {
    // One buffer for all: nested withCString closures would recurse once an argument.
    let bytes = strings.map { Array($0.utf8CString) }
    let flat = bytes.flatMap { $0 }
    return flat.withUnsafeBufferPointer { buffer in
        var pointers: [UnsafePointer<CChar>?] = []
        var offset = 0
        for string in bytes {
            pointers.append(buffer.baseAddress.map { $0 + offset })
            offset += string.count
        }
        pointers.append(nil)
        return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
    }
}
