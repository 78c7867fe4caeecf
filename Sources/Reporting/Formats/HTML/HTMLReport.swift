// The HTML report: what can hold a worker in a tree of sources, as one file that needs nothing else.
//
// The answer comes first, in a sentence; then the worst findings, the functions with the longest runs, the tree, and the
// sources, folded where there are many. It is read without a script, which only opens what a link leads into and filters.
// Nothing is told by colour alone.
//
// Rejected: a page a file (does not travel by mail or as a CI's artifact), and highlighting by syntax (a second opinion about
// the source, and colours that compete with the marks).

import Linting
import Planning

struct HTMLReport {
    /// More are folded, and the rest only in the sources.
    private static let firstFindings = 10
    private static let mostFindings = 200
    private static let mostFunctions = 15
    /// With more lines than that, functions are folded.
    private static let mostOpenLoops = 60

    private let document: LintDocument
    private let files: [ReportedFile]
    private let totals: LoopTotals
    private let fileNumbers: [String: Int]

    init(_ document: LintDocument) {
        self.document = document
        files = ReportedFile.all(of: document)
        var totals = LoopTotals()
        for file in files { totals.add(file.totals) }
        totals.findings = document.report.findings.count
        self.totals = totals
        fileNumbers = Dictionary(files.enumerated().map { ($0.element.file, $0.offset) }, uniquingKeysWith: { a, _ in a })
    }

    var text: String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="generator" content="cede \(XMLText.escaped(document.version))">
        <title>Cede: \(XMLText.escaped(headline))</title>
        <style>\(HTMLStyle.sheet)</style>
        </head>
        <body>
        <a class="skip" href="#sources">Skip to the sources</a>
        <header>
        <p class="brand">cede lint</p>
        <h1>\(XMLText.escaped(headline))</h1>
        <p class="lead">\(XMLText.escaped(lead))</p>
        \(legend)
        </header>
        <main>
        \(notAnalysed)\(findings)\(longestRuns)<section aria-labelledby="tree"><h2 id="tree">Tree</h2>
        \(FolderTree(files).html())</section>
        <section aria-labelledby="sources"><h2 id="sources">Sources</h2>
        <p class="filter" hidden><label for="filter">Show files and functions whose name holds</label> <input id="filter" type="search" autocomplete="off"></p>
        \(sources)</section>
        </main>
        <footer><p>Made by cede \(XMLText.escaped(document.version)). Times are computed from the source, for data in the caches.</p></footer>
        <script>\(HTMLStyle.script)</script>
        </body>
        </html>

        """
    }

    private var headline: String {
        if totals.loops == 0 { return "No loops in \(LoopTotals.number(document.report.files, "source"))" }
        let open = totals[.unbounded]
        if open == 0 { return "Built through Cede, every loop meets a check or is proven short" }
        return "Built through Cede, \(open) of \(LoopTotals.number(totals.loops, "loop")) can still hold a worker"
    }

    private var lead: String {
        let count = FindingText(document.report).count
        return "As it stands: \(count). "
            + "\(LoopTotals.number(files.reduce(0) { $0 + $1.functions.count }, "function")) in \(LoopTotals.number(files.count, "file"))."
    }

    private var legend: String {
        let items = LoopState.allCases.map { state in
            "<li class=\"\(state.name)\"><b><span class=\"sign\" aria-hidden=\"true\">\(state.sign)</span> \(totals[state]) \(state.word)</b> "
                + "<span>\(state.meaning)</span></li>"
        }
        return "<section aria-label=\"loops by what is decided about them\">\(totals.loops > 0 ? totals.bar : "")"
            + "<ul class=\"legend\">\(items.joined())</ul></section>"
    }

    private var notAnalysed: String {
        if document.failures.isEmpty { return "" }
        let items = document.failures.map { "<li>\(XMLText.escaped($0))</li>" }
        return "<section aria-labelledby=\"failures\"><h2 id=\"failures\">Not analysed</h2><ul class=\"failures\">\(items.joined())</ul></section>\n"
    }

    private var findings: String {
        let all = document.report.findings
        if all.isEmpty { return "" }
        let items = all.prefix(Self.mostFindings).map { finding in
            let function = finding.function.map { " in <code>\(XMLText.escaped($0))</code>" } ?? ""
            let place = "\(document.path(finding.place.file).text):\(finding.place.line)"
            let gap = finding.gap.map { "<span class=\"gap\">\(Self.rough($0))</span>" } ?? ""
            return "<li><span class=\"severity \(finding.severity.rawValue)\">\(finding.severity.rawValue)</span> "
                + "\(link(finding.place, place))\(function) \(gap)<p>\(XMLText.escaped(finding.message)) <code>\(finding.rule)</code></p></li>\n"
        }
        let rest = all.count > Self.mostFindings ? "<p class=\"rest\">\(all.count - Self.mostFindings) more stand in the sources below.</p>" : ""
        return "<section aria-labelledby=\"findings\"><h2 id=\"findings\">Findings, worst first</h2>\(list(items))\(rest)</section>\n"
    }

    /// Estimates multiply: beyond this their figures say nothing.
    private static func rough(_ gap: Cost) -> String {
        let most = Cost.microseconds(1_000_000)
        return gap.picoseconds > most.picoseconds ? "more than \(most)" : "\(gap)"
    }

    /// Numbered on where it is folded.
    private func list(_ items: [String]) -> String {
        let rest = items.dropFirst(Self.firstFindings)
        let first = "<ol class=\"findings\">\n\(items.prefix(Self.firstFindings).joined())</ol>"
        if rest.isEmpty { return first }
        return first + "<details class=\"more\"><summary>\(rest.count) more</summary><ol class=\"findings\" start=\"\(Self.firstFindings + 1)\">\n"
            + rest.joined() + "</ol></details>"
    }

    /// A link to a place that is shown.
    private func link(_ place: Place, _ text: String) -> String {
        let name = "<span class=\"place\">\(XMLText.escaped(text))</span>"
        guard let number = fileNumbers[place.file], isShown(place, in: files[number]) else { return name }
        return "<a href=\"#\(SourceView.anchor(number, place.line))\">\(name)</a>"
    }

    /// A function that starts at or before the line shows its findings.
    private func isShown(_ place: Place, in file: ReportedFile) -> Bool {
        file.functions.first.map { $0.place.line <= place.line } ?? false
    }

    private var longestRuns: String {
        let known = Set(files.map(\.file))
        let all = BoundTable(
            document.report.sources.flatMap(\.bounds).filter { known.contains($0.place.file) }, budget: .zero
        ).functions
        if all.isEmpty { return "" }
        let rows = all.prefix(Self.mostFunctions).map { bound in
            let gap = GapText(bound.gap, most: 2)
            let place = "\(document.path(bound.place.file).text):\(bound.place.line)"
            return "<tr><th scope=\"row\">\(link(bound))<span class=\"place\">\(XMLText.escaped(place))</span></th>"
                + "<td class=\"time\">\(gap.time)</td><td>\(XMLText.escaped(gap.extras))</td></tr>\n"
        }
        return """
            <section aria-labelledby="runs"><h2 id="runs">Longest runs between two checks</h2>
            <table><thead><tr><th scope="col">Function</th><th scope="col">Longest run</th><th scope="col">On top of it</th></tr></thead>
            <tbody>
            \(rows.joined())</tbody></table></section>

            """
    }

    /// A function's name as it is written, which leads to its source.
    private func link(_ bound: FunctionBound) -> String {
        guard let number = fileNumbers[bound.place.file],
            let function = files[number].functions.first(where: { $0.place == bound.place })
        else { return "<code>\(XMLText.escaped(bound.id))</code>" }
        let name = "<code>\(XMLText.escaped(function.name))</code>"
        if function.loops.isEmpty && !function.hasEntryToTell { return name }
        return "<a href=\"#\(SourceView.anchor(number, function: bound.place.line))\">\(name)</a>"
    }

    private var sources: String {
        let isOpen = totals.loops <= Self.mostOpenLoops
        return files.enumerated().filter { $0.element.isShown }.map { number, file in
            let view = SourceView(file: file, number: number)
            let functions = file.functions.indices.map { view.html(of: $0, isOpen: isOpen) }.joined()
            let plain = file.functions.count { $0.loops.isEmpty && !$0.hasEntryToTell }
            let rest = plain > 0 ? "<p class=\"rest\">\(LoopTotals.number(plain, "function")) without loops.</p>" : ""
            return "<section class=\"file\" id=\"f\(number)\" aria-labelledby=\"f\(number)-name\"><h3 id=\"f\(number)-name\">\(XMLText.escaped(file.path))</h3>"
                + "<p class=\"facts\">\(file.totals.text)</p>\n\(functions)\(rest)</section>\n"
        }.joined()
    }
}
