// The files of the HTML report: functions with their loops, and which lines of them are shown.

import Linting
import Planning

/// A function, with what is known about it.
struct ReportedFunction {
    var name: String
    var place: Place
    var entry: Plan.Entry
    /// Loops and jumps back, in their order.
    var loops: [Plan.Entry]
    var bound: FunctionBound?

    /// Not told: that other files may call it, as that is so nearly everywhere.
    var hasEntryToTell: Bool {
        if case .check = entry.decision { entry.reason == .onCallCycle } else { false }
    }

    var totals: LoopTotals {
        var totals = LoopTotals()
        for state in loops.compactMap(LoopState.init) { totals.add(state) }
        return totals
    }
}

struct ReportedFile {
    /// As the report's places name it.
    var file: String
    /// As it is shown.
    var path: String
    var functions: [ReportedFunction]
    var findings: [Finding]
    var lines: SourceLines

    /// There is something to see in it.
    var isShown: Bool { !findings.isEmpty || functions.contains { !$0.loops.isEmpty || $0.hasEntryToTell } }

    var totals: LoopTotals {
        var totals = LoopTotals()
        for function in functions { totals.add(function.totals) }
        totals.findings = findings.count
        return totals
    }

    /// All whose bytes are known, by path. What many sources include is told once.
    static func all(of document: LintDocument) -> [ReportedFile] {
        var functions: [String: [ReportedFunction]] = [:]
        var seen: Set<Place> = []
        for source in document.report.sources {
            let bounds = Dictionary(source.bounds.map { ($0.place, $0) }, uniquingKeysWith: { a, _ in a })
            for entries in source.entries.byFunction {
                guard let entry = entries.first, document.texts[entry.place.file] != nil,
                    seen.insert(entry.place).inserted
                else { continue }
                let loops = entries.dropFirst().filter { $0.place.file == entry.place.file }
                functions[entry.place.file, default: []].append(
                    ReportedFunction(
                        name: entry.function, place: entry.place, entry: entry, loops: loops, bound: bounds[entry.place]))
            }
        }
        let findings = Dictionary(grouping: document.report.findings, by: \.place.file)
        return document.texts.map { file, bytes in
            ReportedFile(
                file: file, path: document.path(file).text,
                functions: (functions[file] ?? []).sorted { $0.place < $1.place },
                findings: findings[file] ?? [], lines: SourceLines(bytes))
        }.sorted { $0.path < $1.path }
    }

    func line(_ number: Int) -> String {
        var bytes = lines[number]
        if bytes.last == 0x0d { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The lines of a function to show: around what is marked, whole where the rest is little.
    func shown(of i: Int, marked: Set<Int>) -> [ClosedRange<Int>] {
        let start = functions[i].place.line
        let limit = functions.indices.contains(i + 1) ? max(start, functions[i + 1].place.line - 1) : lines.count
        let last = min(limit, marked.max() ?? start)
        var end = closing(from: max(last, start), to: limit, indentedAs: start) ?? min(limit, last + Self.around)
        while end > last, lines[end].allSatisfy({ $0 <= 0x20 }) { end -= 1 }
        let wanted = marked.filter { (start...end).contains($0) }.sorted().map {
            max(start, $0 - Self.around)...min(end, $0 + Self.around)
        }
        var ranges = [start...min(end, start + 1)]
        for range in wanted + [end...end] {
            if range.lowerBound - ranges[ranges.count - 1].upperBound <= Self.leastHidden {
                let upper = max(ranges[ranges.count - 1].upperBound, range.upperBound)
                ranges[ranges.count - 1] = ranges[ranges.count - 1].lowerBound...upper
            } else {
                ranges.append(range)
            }
        }
        return ranges
    }

    /// So many lines are shown before and after a mark.
    private static let around = 6
    /// Fewer are not worth hiding.
    private static let leastHidden = 8

    /// The line that closes what begins in line `start`, going by how people indent: only what is shown depends on it.
    private func closing(from first: Int, to last: Int, indentedAs start: Int) -> Int? {
        func indent(_ line: Int) -> ArraySlice<UInt8> { lines[line].prefix { $0 == 0x20 || $0 == 0x09 } }
        let wanted = indent(start)
        guard first <= last else { return nil }
        return (first...last).first { number in
            number >= start && indent(number).elementsEqual(wanted)
                && lines[number].dropFirst(wanted.count).first == UInt8(ascii: "}")
        }
    }
}
