// One translation unit, parsed: its tree, its files, its errors.
//
// It is parsed with marks in the macro definitions of the source; once more with marks in those of its project headers
// and in what it passes to macros, if loops come from there; and once more without any, if the marks stand in the way.

import CLibClang
import Planning

final class ParsedUnit {
    let unit: CXTranslationUnit
    let files = UnitText()
    let tree: SyntaxTree
    let diagnostics: Diagnostics
    /// The source includes the check's own header, so it needs no declarations.
    let includesCheck: Bool

    /// `marked` holds the project headers that are parsed with marks, by the parser's names for them.
    init(_ index: CXIndex, _ source: CSource, _ main: UnitText.Parsed, marked: [String: UnitText.Parsed])
        throws(CFrontendError)
    {
        let unit = try Self.parse(index, source, [main] + marked.values.sorted { $0.path < $1.path })
        self.unit = unit
        files.add(clang_getFile(unit, source.path), main)
        let header = CheckHeader()
        tree = SyntaxTree(unit, files) { [files] cursor in
            header.note(cursor)
            let location = clang_getCursorLocation(cursor)
            guard clang_Location_isInSystemHeader(location) == 0 else { return false }
            var origin: CXFile?
            clang_getExpansionLocation(location, &origin, nil, nil, nil)
            return files.number(of: origin) { file in
                marked[take(clang_getFileName(file))]
                    ?? (Self.isOwn(file, source) ? Self.read(file, unit) : nil)
            } != nil
        }
        includesCheck = header.isIncluded
        diagnostics = Diagnostics(of: unit, files)
    }

    deinit { clang_disposeTranslationUnit(unit) }

    /// The files it was read from.
    var inclusions: [String] {
        final class Names { var all: [String] = [] }
        let names = Names()
        clang_getInclusions(
            unit,
            { file, _, _, names in
                Unmanaged<Names>.fromOpaque(names!).takeUnretainedValue().all.append(
                    take(clang_getFileName(file)))
            }, Unmanaged.passUnretained(names).toOpaque())
        return names.all
    }

    static func of(_ source: CSource, _ index: CXIndex) throws(CFrontendError) -> ParsedUnit {
        var main = UnitText.Parsed(path: source.path, original: source.bytes)
        if source.isPreprocessed { return try ParsedUnit(index, source, main, marked: [:]) }
        main.sites = MacroSite.all(in: CText(bytes: source.bytes))
        let first = try ParsedUnit(index, source, main, marked: [:])
        if !first.diagnostics.inSource.isEmpty, !main.sites.isEmpty {
            main.sites = []
            return try ParsedUnit(index, source, main, marked: [:])
        }
        guard let files = first.remarked(main) else { return first }
        let headers = Dictionary(files.dropFirst().map { ($0.path, $0) }, uniquingKeysWith: { a, _ in a })
        let second = try ParsedUnit(index, source, files[0], marked: headers)
        return second.diagnostics.inSource.isEmpty ? second : first
    }

    /// The files with marks in more places, if loops or jumps come out of macros that have none.
    private func remarked(_ main: UnitText.Parsed) -> [UnitText.Parsed]? {
        let text = CText(bytes: files.bytes)
        let known = MacroLoops(in: tree, files, unit, text).sites
        let uses = tree.nodes.indices.filter { i in
            tree[i].startsInMacro && known[i] == nil
                && (CursorKind.isLoop(tree[i].kind) || tree[i].kind == CursorKind.gotoStatement)
        }
        if uses.isEmpty { return nil }
        var count = 0
        var isMore = false
        let result = files.files.map { file -> UnitText.Parsed in
            let own = Array(files.bytes[file.range])
            var sites = file.path == main.path ? main.sites : MacroSite.all(in: CText(bytes: own))
            let passed = Set(uses.map { tree[$0].start }.filter(file.range.contains))
                .flatMap { MacroSite.all(inUse: $0, text) }.map { $0.moved(by: -file.range.lowerBound) }
            // A use may stand within another.
            var taken = Set(sites.map(\.site))
            for site in passed.sorted(by: { $0.site.offset < $1.site.offset })
            where taken.insert(site.site).inserted {
                sites.append(site)
            }
            var parsed = UnitText.Parsed(path: file.path, original: own, sites: sites)
            parsed.firstMark = count
            count += sites.count
            isMore = isMore || sites.count > (file.path == main.path ? main.sites.count : 0)
            return parsed
        }
        return isMore ? result : nil
    }

    private static func isOwn(_ file: CXFile, _ source: CSource) -> Bool {
        guard !source.project.isEmpty else { return false }
        let path = take(clang_File_tryGetRealPathName(file))
        return source.project.contains { path == $0 || path.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }
    }

    private static func read(_ file: CXFile, _ unit: CXTranslationUnit) -> UnitText.Parsed? {
        var size: UInt = 0
        guard let contents = clang_getFileContents(unit, file, &size) else { return nil }
        let bytes = UnsafeRawBufferPointer(start: contents, count: Int(size))
        return UnitText.Parsed(path: take(clang_getFileName(file)), original: Array(bytes))
    }

    /// Warnings of gcc, and of clang when it is told, that clang makes errors. Whether they are is for the compiler to
    /// say, which has accepted the source before what is found here matters; the meaning is plain in every case.
    private static let leniency = [
        "implicit-int", "implicit-function-declaration", "int-conversion", "incompatible-pointer-types",
        "incompatible-function-pointer-types", "return-type", "return-mismatch",
        "c++11-narrowing",
    ].map { "-Wno-" + $0 }

    private static func parse(
        _ index: CXIndex, _ source: CSource, _ files: [UnitText.Parsed]
    ) throws(CFrontendError) -> CXTranslationUnit {
        // No limit on errors: the twentieth is no reason to give up on a file whose functions are independent.
        let arguments = source.arguments + ["-ferror-limit=0", "-w"] + leniency
        // CXTranslationUnit_Incomplete: templates are not instantiated, which nothing here looks at and which takes a
        // third of the time of a source that uses the C++ library.
        let options: UInt32 = source.isCxx ? 2 : 0
        var unit: CXTranslationUnit?
        // One buffer for all, as nested closures would recurse once a file.
        let contents = files.map { $0.sites.isEmpty ? $0.original : $0.bytes }
        let joined = contents.count == 1 ? contents[0] : contents.flatMap { $0 }
        let status = joined.withUnsafeBufferPointer { bytes in
            withCStrings(files.map(\.path)) { paths in
                var start = 0
                var unsaved: [CXUnsavedFile] = []
                for (i, content) in contents.enumerated() {
                    let text = bytes.baseAddress.map { UnsafeRawPointer($0 + start) }
                    unsaved.append(
                        CXUnsavedFile(
                            Filename: paths?[i], Contents: text?.assumingMemoryBound(to: CChar.self),
                            Length: UInt(content.count)))
                    start += content.count
                }
                return withCStrings(arguments) { argv in
                    clang_parseTranslationUnit2(
                        index, paths?[0], argv, Int32(arguments.count), &unsaved, UInt32(unsaved.count),
                        options, &unit)
                }
            }
        }
        guard status == 0, let unit else { throw .notParsed([]) }
        return unit
    }
}

/// Whether the source includes the check's own header.
private final class CheckHeader {
    private(set) var isIncluded = false

    func note(_ declaration: CXCursor) {
        if isIncluded { return }
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
struct Diagnostics {
    var all: [CDiagnostic] = []
    /// Errors outside system headers, with their offset in the unit's text; -1 in a file that is left alone.
    var inSource: [(offset: Int, diagnostic: CDiagnostic)] = []

    init(of unit: CXTranslationUnit, _ files: UnitText) {
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
                inSource.append((files.offset(location), entry))
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
