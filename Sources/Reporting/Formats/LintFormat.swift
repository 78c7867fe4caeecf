// The formats in which a lint is told. One a file beside this one; all take the same document and return text.

public enum LintFormat: String, CaseIterable, Sendable {
    case text, json, sarif, github, gitlab, checkstyle, junit, html

    /// Plans, bounds and the bytes of every source are shown, too.
    public var showsSources: Bool { self == .html }

    /// `isColoured`: with the terminal's colours, where there are any.
    public func text(of document: LintDocument, isColoured: Bool = false) -> String {
        switch self {
        case .text: FindingText(document.report, isColoured: isColoured).text
        case .json: FindingJSON(document).text
        case .sarif: SARIF(document).text
        case .github: GitHubAnnotations(document).text
        case .gitlab: GitLabCodeQuality(document).text
        case .checkstyle: Checkstyle(document).text
        case .junit: JUnit(document).text
        case .html: HTMLReport(document).text
        }
    }
}
