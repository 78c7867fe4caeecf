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
    public func lower(_ source: CSource) throws(CFrontendError) -> LoweredUnit {
        let unit = try ParsedUnit.of(source, index)
        if unit.diagnostics.all.contains(where: { $0.severity == .fatal }) {
            throw .notParsed(unit.diagnostics.all)
        }
        let text = CText(bytes: unit.files.bytes)
        let quiet = NoYieldComments(in: text)
        var macros = MacroLoops(in: unit.tree, unit.files, unit.unit, text)
        var skeleton = Skeleton()
        // A macro that is used where nothing may be inserted loses its site, so all that uses it is lowered again.
        while true {
            skeleton = try lower(unit, source, text, quiet, macros)
            let forbidden = skeleton.sitesNotAllowed(of: macros)
            if forbidden.isEmpty { break }
            macros.ruleOut(forbidden)
        }
        let complaints = quiet.complaints(isPreprocessed: source.isPreprocessed, in: unit.tree) {
            unit.files.place(of: $0, in: unit.unit)
        }
        return LoweredUnit(
            skeleton: skeleton, diagnostics: unit.diagnostics.all + complaints, files: unit.files.files,
            bytes: unit.files.bytes, forbidden: Set(macros.ruledOut.map(\.site)), read: unit.inclusions)
    }

    private func lower(
        _ unit: ParsedUnit, _ source: CSource, _ text: CText, _ quiet: NoYieldComments, _ macros: MacroLoops
    ) throws(CFrontendError) -> Skeleton {
        let tree = unit.tree
        let errors = unit.diagnostics
        let found = tree.functions()
        let functions = FunctionTable(found, in: tree, SourceLanguage(source))
        let uses = FunctionUses(in: tree, functions)
        let excluded = Exclusions(in: tree, text, functions)
        var skeleton = Skeleton(declaresCheck: unit.includesCheck)
        var onBorrowedStack: Set<String> = []
        var blamed: Set<Int> = []
        for function in found {
            let node = tree[function.node]
            let id = functions.id(of: function.node)
            if checkNames.contains(id) {
                skeleton.declaresCheck = true
                continue
            }
            let inside = errors.inSource.indices.filter { node.range.contains(errors.inSource[$0].offset) }
            blamed.formUnion(inside)
            let lowering = FunctionLowering(
                function.node, in: tree, text: text,
                file: unit.files.file(at: tree[function.block].start)?.range ?? 0..<0, functions: functions,
                macros: macros, quiet: quiet.stretches(of: function.node, in: tree),
                signedWraps: source.signedWraps, guesses: source.wantsGuesses,
                repeats: source.isPreprocessed ? source.repeats : .none, isHosted: source.isHosted)
            let start = tree.startOfDeclaration(function.node)
            let body = tree[function.block]
            let isOwn = unit.files.files[0].range.contains(body.start)
            var lowered = Function(
                id: id, name: functions.title(of: function.node),
                place: presumedPlace(clang_getCursorLocation(node.cursor)),
                visibility: FunctionTable.visibility(of: node.cursor),
                isAddressTaken: uses.addressTaken.contains(id) || functions.isReachedUnnamed(function.node),
                entry: body.isFromMacro ? nil : lowering.start(ofBlock: function.block),
                body: lowering.body(of: function),
                exclusion: inside.first.map { .notUnderstood(errors.inSource[$0].diagnostic.message) }
                    ?? excluded.reasons[id]
                    ?? quiet.reason(ofFunction: min(start, body.start)..<body.start)
                    ?? functions.exclusion(of: function, from: start, text, isBeforeCheck: !source.isPreprocessed && !isOwn),
                type: FunctionLowering.functionType(clang_getCursorType(node.cursor)), text: body.start)
            // A header's text is the same in every unit, whatever relies on the check there.
            if lowered.entry != nil, isOwn { lowered.behindGuards = lowering.behindGuards }
            onBorrowedStack.formUnion(lowering.calledOnBorrowedStack)
            skeleton.functions.append(lowered)
        }
        skeleton.exclude(handlers: uses.signalHandlers)
        skeleton.assign(onceInitialisers: uses.onceInitialisers)
        skeleton.exclude(onBorrowedStack: onBorrowedStack)
        let excusable = source.isPreprocessed ? blamed : []
        let serious = errors.inSource.indices.filter { !excusable.contains($0) }
        if !serious.isEmpty { throw .notParsed(serious.map { errors.inSource[$0].diagnostic }) }
        if !source.isPreprocessed {
            let place = PreludePlace(
                tree: tree, text: text, quiet: quiet, definitions: found.map { tree[$0.node].start })
            let own = unit.files.files[0].range
            skeleton.prelude = place.offset(in: own)
            if skeleton.prelude == nil, !skeleton.declaresCheck,
                let function = found.first(where: { own.contains(tree[$0.block].start) })
            {
                let place = presumedPlace(clang_getCursorLocation(tree[function.node].cursor))
                throw .notParsed([CDiagnostic(severity: .error, place: place, message: PreludePlace.isMissing)])
            }
            skeleton.headers = unit.files.files.dropFirst().map {
                Skeleton.Header(range: $0.range, declaration: place.offset(in: $0.range))
            }
        }
        skeleton.reconcileCopies()
        return skeleton
    }
}
