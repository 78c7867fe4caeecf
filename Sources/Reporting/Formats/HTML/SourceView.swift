// A function's source in the HTML report: its lines with their numbers, and below each loop what is decided about it and why.
//
// Numbers and code are two blocks side by side, each a run of lines without a mark, so that code can be copied without
// numbers, is read without them, and 240 000 lines are few elements. What is said about a loop stands between the blocks, as
// wide as the window, however far the code is scrolled.

import Linting
import Planning

struct SourceView {
    let file: ReportedFile
    /// Its number in the report.
    let number: Int

    static func anchor(_ file: Int, _ line: Int) -> String { "f\(file)-\(line)" }
    static func anchor(_ file: Int, function line: Int) -> String { "f\(file)-function-\(line)" }

    /// What is marked, by line: findings first.
    private func notes(_ function: ReportedFunction, from start: Int, below end: Int) -> [Int: [String]] {
        var notes: [Int: [String]] = [:]
        for finding in file.findings where (start..<end).contains(finding.place.line) {
            notes[finding.place.line, default: []].append(
                "<p class=\"note \(finding.severity.rawValue)\"><b>\(finding.severity.rawValue)</b> "
                    + "\(XMLText.escaped(finding.message)) <code>\(finding.rule)</code></p>")
        }
        if function.hasEntryToTell {
            notes[start, default: []].append(note(.checked, function.entry))
        }
        for entry in function.loops {
            if let state = LoopState(entry) { notes[entry.place.line, default: []].append(note(state, entry)) }
        }
        return notes
    }

    private func note(_ state: LoopState, _ entry: Plan.Entry) -> String {
        let what =
            switch entry.subject {
            case .entry: "entry"
            case .loop(let keyword): "loop <code>\(XMLText.escaped(keyword))</code>"
            case .jump(let spelling): "jump <code>\(XMLText.escaped(spelling))</code>"
            }
        let strip = entry.decision.turnsBetweenChecks.map { ", strips of \($0) turns" } ?? ""
        return "<p class=\"note \(state.name)\"><b><span aria-hidden=\"true\">\(state.sign)</span> \(state.word)</b> "
            + "\(what)\(strip): \(XMLText.escaped(entry.reason.description))</p>"
    }

    func html(of i: Int, isOpen: Bool) -> String {
        let function = file.functions[i]
        let start = function.place.line
        let end = file.functions.indices.contains(i + 1) ? max(start + 1, file.functions[i + 1].place.line) : Int.max
        let notes = notes(function, from: start, below: end)
        if function.loops.isEmpty && notes.isEmpty { return "" }
        var rows: [String] = []
        var previous: Int?
        for range in file.shown(of: i, marked: Set(notes.keys)) {
            if let previous, range.lowerBound - previous > 1 {
                rows.append("<p class=\"gapline\">\(range.lowerBound - previous - 1) lines without a loop</p>")
            }
            rows.append(lines(range, notes, function))
            previous = range.upperBound
        }
        let gap = function.bound.map { GapText($0.gap) }
        let run = gap.map { " <span class=\"run\">longest run \($0.time)</span>" } ?? ""
        let extras = gap.map { $0.extras.isEmpty ? "" : "<p class=\"extras\">Longest run: \(XMLText.escaped($0.time)), \(XMLText.escaped($0.extras))</p>" } ?? ""
        let totals = function.totals
        return """
            <details class="function" id="\(Self.anchor(number, function: start))"\(isOpen ? " open" : "")>
            <summary><code>\(XMLText.escaped(function.name))</code> <span class="facts">line \(start)</span> \
            \(totals.signs)\(run)</summary>
            \(extras)<div class="code" tabindex="0" role="group" aria-label="source of \(XMLText.escaped(function.name))">\
            \(rows.joined())</div>
            </details>

            """
    }

    private func lines(_ range: ClosedRange<Int>, _ notes: [Int: [String]], _ function: ReportedFunction) -> String {
        var html = ""
        var block: [Int] = []
        func flush() {
            guard let first = block.first, let last = block.last else { return }
            let numbers = (first...last).map { "\($0)" }.joined(separator: "\n")
            let text = (first...last).map { code($0, function) }.joined(separator: "\n")
            // HTML drops a line end behind `<pre>`, and would drop an empty first line.
            html += "<div class=\"rows\"><pre class=\"numbers\" aria-hidden=\"true\">\n\(numbers)</pre><pre>\n\(text)\n</pre></div>"
            block = []
        }
        for number in range {
            block.append(number)
            if let notes = notes[number] {
                flush()
                html += "<div class=\"notes\" id=\"\(Self.anchor(self.number, number))\">\(notes.joined())</div>"
            }
        }
        flush()
        return html
    }

    /// A line, the words that its loops begin with marked.
    private func code(_ number: Int, _ function: ReportedFunction) -> String {
        let line = file.line(number)
        let loops = function.loops.filter { $0.place.line == number }
        if loops.isEmpty { return XMLText.escaped(line) }
        var marks: [Int: (length: Int, state: LoopState)] = [:]
        for entry in loops {
            guard let state = LoopState(entry) else { continue }
            let word: String
            switch entry.subject {
            case .loop(let keyword): word = keyword
            case .jump(let spelling): word = String(spelling.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
            case .entry: continue
            }
            let column = file.lines.column(of: word, line: number, from: entry.place.column)
            let found = file.lines[number].dropFirst(column - 1).prefix(word.utf8.count)
            if found.elementsEqual(word.utf8) { marks[column] = (word.utf8.count, state) }
        }
        let bytes = Array(line.utf8)
        var html = ""
        var at = 0
        for (column, mark) in marks.sorted(by: { $0.key < $1.key }) where column - 1 >= at && column - 1 + mark.length <= bytes.count {
            html += XMLText.escaped(String(decoding: bytes[at..<(column - 1)], as: UTF8.self))
            at = column - 1 + mark.length
            html += "<mark class=\"\(mark.state.name)\">"
                + XMLText.escaped(String(decoding: bytes[(column - 1)..<at], as: UTF8.self)) + "</mark>"
        }
        return html + XMLText.escaped(String(decoding: bytes[at...], as: UTF8.self))
    }
}
