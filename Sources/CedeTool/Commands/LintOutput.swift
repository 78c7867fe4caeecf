// `cede lint --format NAME[=FILE]`: several formats at once, each to a file that appears whole, one to standard output.
//
// What has a file does not take the place of the text: a CI wants its log and its report. Everything is made before
// anything is written.

import ArgumentParser
import Glibc
import Linting
import Reporting
import Workspace

/// One `--format`.
struct FormatWish: Equatable {
    var format: LintFormat
    /// nil: standard output.
    var file: String?

    init(_ format: LintFormat, file: String? = nil) {
        self.format = format
        self.file = file
    }

    init(_ argument: String) throws {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts.first.map(String.init) ?? ""
        guard let format = LintFormat(rawValue: name) else {
            let names = LintFormat.allCases.map(\.rawValue)
            throw ValidationError(
                "there is no format '\(name)'; there are \(names.joined(separator: ", "))" + didYouMean(name, names))
        }
        self.format = format
        if parts.count > 1 {
            guard !parts[1].isEmpty else { throw ValidationError("--format \(name)= needs a file behind the =") }
            file = String(parts[1])
        }
    }

    static func validate(_ wishes: [FormatWish]) throws {
        let bare = wishes.filter { $0.file == nil }
        if bare.count > 1 {
            let name = bare[1].format.rawValue
            throw ValidationError(
                "only one format can have standard output; give the others a file: --format \(name)=FILE")
        }
        var seen: Set<String> = []
        for file in wishes.compactMap(\.file) where !seen.insert(file).inserted {
            throw ValidationError("two formats cannot share the file \(file)")
        }
    }
}

struct LintOutput {
    let wishes: [FormatWish]
    let color: ColourWish

    init(_ wishes: [FormatWish], color: ColourWish) {
        self.wishes = wishes.contains { $0.file == nil } ? wishes : wishes + [FormatWish(.text)]
        self.color = color
    }

    var showsSources: Bool { wishes.contains { $0.format.showsSources } }

    func write(_ run: LintRun, hasBaseline: Bool) throws {
        let folder = Files.currentFolder
        let document = LintDocument(
            run.report, failures: run.failures, version: Cede.version, folder: folder,
            root: Files.workTree(around: folder), hasBaseline: hasBaseline, texts: run.texts)
        let texts = wishes.map { wish in
            Array(
                wish.format.text(of: document, isColoured: wish.file == nil && color.holds(for: STDOUT_FILENO)).utf8)
        }
        for (wish, text) in zip(wishes, texts) {
            if let file = wish.file { try Files.write(text, to: file) }
        }
        for (wish, text) in zip(wishes, texts) where wish.file == nil {
            try show(text)
        }
        if wishes.contains(where: { $0.format == .github }), let path = getenv("GITHUB_STEP_SUMMARY") {
            try Files.append(Array(GitHubAnnotations(document).summary.utf8), to: String(cString: path))
        }
    }
}
