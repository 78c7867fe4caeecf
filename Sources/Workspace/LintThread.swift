// What one thread of the lint does with one source: read it as its compiler does, plan it, ask the rules.

import CFrontend
import Glibc
import Launching
import Linting
import Planning
import SwiftFrontend

final class LintThread {
    let work: LintWork
    /// A file of this thread's own.
    let text: String
    let here: String
    private var analysers: [Configuration: Analyser] = [:]
    /// A file as it is shown, by its name in the source that is being looked at: what it means depends on the folder.
    private var shown: [String: String] = [:]

    init(_ work: LintWork, text: String, here: String) {
        self.work = work
        self.text = text
        self.here = here
    }

    func unit(_ source: LintSource, _ configuration: Configuration) -> LintedUnit {
        let known = work.known(source, configuration)
        if let unit = known?.unit { return unit }
        var unit = LintedUnit()
        do {
            let read = try look(at: source, configuration, &unit)
            if let known { work.keep(known.key, unit, read: read) }
        } catch let error as CFrontendError {
            let (place, reason) = error.summary(of: source.path)
            unit.failures.append("\(place): error: not analysed: \(reason); \(error.remedy)")
        } catch let error as SwiftFrontendError {
            let (place, reason) = error.summary(of: source.path)
            unit.failures.append("\(place): error: not analysed: \(reason)")
        } catch is PreprocessedSource.Refused {
            unit.failures.append("\(PreprocessedSource.Refused(path: source.path))")
        } catch let error as SpawnError {
            unit.failures.append("\(source.path): error: not analysed: \(error)")
        } catch {
            unit.failures.append("\(error)")
        }
        return unit
    }

    /// Fills the unit; returns what was read.
    private func look(at source: LintSource, _ configuration: Configuration, _ unit: inout LintedUnit) throws -> [String] {
        shown = [:]
        try Unfit.look(at: Files.absolute(source.input, in: source.folder), shown: source.path)
        return switch source.language {
        case .c: try look(atC: source, configuration, &unit)
        case .swift: try look(atSwift: source, configuration, &unit)
        }
    }

    private func look(atC source: LintSource, _ configuration: Configuration, _ unit: inout LintedUnit) throws -> [String] {
        let reading = PreprocessedSource(
            compiler: source.compiler,
            steps: Steps(Invocation(reading: source.arguments), family: source.isClang ? .clang : .gcc),
            folder: source.folder)
        var preprocessed = try reading.read(source.input, by: text)
        preprocessed.wantsGuesses = true
        let analysed = try analyser(configuration).analyse(preprocessed)
        unit.failures = analysed.diagnostics.filter { $0.severity == .error }.map {
            "\(seen($0.place, source)): error: not analysed: \($0.message)"
        }
        unit.defines = analysed.skeleton.functions.filter { $0.visibility == .program }.map(\.id)
        let options = work.lintOptions(configuration)
        let own = LintUnit(analysed.skeleton, analysed.plan, language: .c, options: options, calls: analysed.calls)
        fill(&unit, own, source) { analysed.bounds }
        return [Files.absolute(source.input, in: source.folder)]
            + LineMarkers.sources(of: preprocessed.bytes, withSystem: true).map { Files.absolute($0, in: source.folder) }
    }

    private func look(atSwift source: LintSource, _ configuration: Configuration, _ unit: inout LintedUnit) throws -> [String]
    {
        let input = Files.absolute(source.input, in: source.folder)
        let swift = SwiftSource(path: input, bytes: try Files.read(input))
        let analysed = try AnalysedSwift(swift, budget: work.options.budget, configuration, findsConcurrency: true)
        let options = work.lintOptions(configuration)
        let own = LintUnit(
            analysed.skeleton, analysed.plan, language: .swift, options: options, calls: analysed.calls,
            concurrency: analysed.concurrency, links: analysed.links)
        fill(&unit, own, source) { analysed.bounds }
        return [input]
    }

    /// What the rules say and, if it is asked for, what they looked at; with places as they are shown.
    private func fill(
        _ unit: inout LintedUnit, _ own: LintUnit, _ source: LintSource, bounds: () -> [FunctionBound]
    ) {
        var lines = KnownLines()
        unit.findings = DeepStack.run { own.options.findings(in: own) }
        for i in unit.findings.indices {
            unit.findings[i].place = seen(unit.findings[i].place, source)
            for k in unit.findings[i].related.indices {
                unit.findings[i].related[k].place = seen(unit.findings[i].related[k].place, source)
            }
            lines.settle(&unit.findings[i])
        }
        unit.findings = unit.findings.toldOnce
        guard work.options.keepsSources else { return }
        unit.source = LintedSource(
            path: source.path,
            entries: own.plan.entries.map { entry in
                var entry = entry
                entry.place = seen(entry.place, source)
                return entry
            },
            bounds: bounds().map { bound in
                var bound = bound
                bound.place = seen(bound.place, source)
                return bound
            })
    }

    /// A place as seen from where the lint was called.
    private func seen(_ place: Place, _ source: LintSource) -> Place {
        var place = place
        if let known = shown[place.file] {
            place.file = known
            return place
        }
        let name = name(place.file, in: source)
        shown[place.file] = name
        place.file = name
        return place
    }

    private func name(_ file: String, in source: LintSource) -> String {
        if file == source.input { return source.path }
        let full = Files.absolute(file, in: source.folder)
        if full == Files.absolute(source.input, in: source.folder) { return source.path }
        return full.hasPrefix(here + "/") ? String(full.dropFirst(here.count + 1)) : full
    }

    private func analyser(_ configuration: Configuration) -> Analyser {
        if let known = analysers[configuration] { return known }
        let made = work.analyser(configuration)
        analysers[configuration] = made
        return made
    }
}

/// The files that findings of one source stand in.
private struct KnownLines {
    private var known: [String: SourceLines] = [:]

    /// Gives a finding the column that its word has in the source, not in the preprocessor's text.
    mutating func settle(_ finding: inout Finding) {
        guard let word = finding.word else { return }
        let file = finding.place.file
        if known[file] == nil { known[file] = SourceLines((try? Files.read(file)) ?? []) }
        guard let lines = known[file], !lines[finding.place.line].isEmpty else { return }
        let column = lines.column(of: word, line: finding.place.line, from: finding.place.column)
        finding.place.column = column
        let spelled = lines[finding.place.line].dropFirst(column - 1).starts(with: word.utf8)
        finding.endColumn = spelled ? column + word.utf8.count : nil
    }
}

/// What is plainly no source that somebody wrote: it would only confuse a parser, or fill the memory.
private struct Unfit: Error, CustomStringConvertible {
    var place: String
    var reason: String
    var description: String { "\(place): error: not analysed: \(reason)" }

    /// Generated sources of a few dozen megabytes exist.
    private static let mostBytes = 64 << 20

    static func look(at path: String, shown: String) throws {
        var status = stat()
        if stat(path, &status) == 0, status.st_size > mostBytes {
            throw Unfit(
                place: shown,
                reason: "it is \(status.st_size / 1_000_000) MB long, more than is looked at; exclude it in \(Configuration.name)")
        }
        let bytes = try Files.read(path)
        guard let end = bytes.firstIndex(of: 0) else { return }
        let line = bytes[..<end].count { $0 == 0x0a } + 1
        throw Unfit(place: "\(shown):\(line):1", reason: "a binary file (it holds a NUL byte); give sources")
    }
}
