// Comments that silence the lint at one place, and what is wrong with them.
//
//     // cede:disable:next RULE[, RULE] -- reason      the line below
//     // cede:disable:this RULE -- reason              this line
//     // cede:disable RULE -- reason                   from here to `// cede:enable RULE`
//     // cede:disable-file RULE -- reason              the whole file
//     // NOLINT(cede-RULE) reason, NOLINTNEXTLINE(cede-RULE) reason    the same for this line and the next, in C
//
// They silence what the lint says and change nothing else; `cede:no-yield`, which keeps checks out, is another thing.

import Planning

public struct Suppression: Sendable {
    public var rules: [String]
    public var lines: ClosedRange<Int>
    public var place: Place
    public var reason: String?

    func covers(_ finding: Finding) -> Bool {
        lines.contains(finding.place.line) && (rules.contains(finding.rule) || rules.contains("all"))
    }
}

/// Those of one file.
public struct Suppressions: Sendable {
    public private(set) var all: [Suppression] = []
    /// Comments that mean nothing.
    private var complaints: [(place: Place, message: String)] = []

    /// Quick to say for the many files that have none.
    public static func mayStand(in bytes: [UInt8]) -> Bool {
        bytes.holds("cede:") || bytes.holds("NOLINT")
    }

    public init(in bytes: [UInt8], file: String, language: Language) {
        guard Self.mayStand(in: bytes) else { return }
        var open: [(rule: String, from: Suppression)] = []
        for comment in Comment.all(in: bytes, language) {
            let place = Place(file: file, line: comment.line, column: comment.column)
            if language == .c, let (isNext, rules, reason) = Self.nolint(comment.text) {
                add(rules, isNext ? comment.lastLine + 1 : comment.line, place, reason)
            }
            guard let (verb, rules, reason) = Self.directive(comment.text) else { continue }
            if rules.isEmpty {
                complaints.append((place, "it names no rule; name those it is about"))
            }
            switch verb {
            case "disable:next": add(rules, comment.lastLine + 1, place, reason)
            case "disable:this": add(rules, comment.line, place, reason)
            case "disable-file": add(rules, 1...Int.max, place, reason)
            case "disable":
                for rule in rules {
                    open.append(
                        (rule, Suppression(rules: [rule], lines: comment.line...Int.max, place: place, reason: reason)))
                }
            case "enable":
                for rule in rules {
                    guard let i = open.lastIndex(where: { $0.rule == rule }) else {
                        complaints.append((place, "'\(rule)' is not disabled here"))
                        continue
                    }
                    var region = open.remove(at: i).from
                    region.lines = region.lines.lowerBound...max(region.lines.lowerBound, comment.line)
                    add(region)
                }
            default:
                complaints.append(
                    (place, "there is no 'cede:\(verb)'; write cede:disable:next, :this, cede:disable, cede:enable or "
                        + "cede:disable-file"))
            }
        }
        for (rule, region) in open {
            complaints.append(
                (region.place, "this region is never ended; write cede:enable \(rule), or cede:disable-file"))
            add(region)
        }
    }

    private mutating func add(_ rules: [String], _ line: Int, _ place: Place, _ reason: String?) {
        add(rules, line...line, place, reason)
    }

    private mutating func add(_ rules: [String], _ lines: ClosedRange<Int>, _ place: Place, _ reason: String?) {
        if !rules.isEmpty { add(Suppression(rules: rules, lines: lines, place: place, reason: reason)) }
    }

    private mutating func add(_ suppression: Suppression) {
        for rule in suppression.rules where rule != "all" && Rules.named(rule) == nil {
            complaints.append((suppression.place, "there is no rule '\(rule)'" + didYouMean(rule, Rules.all.map(\.name))))
        }
        all.append(suppression)
    }

    // MARK: Reading

    /// The verb behind `cede:`, the rules, and what stands behind `--`.
    private static func directive(_ text: String) -> (verb: String, rules: [String], reason: String?)? {
        var rest = text.dropFirst(2).drop { $0.isWhitespace || $0 == "*" || $0 == "/" || $0 == "!" }
        guard rest.hasPrefix("cede:disable") || rest.hasPrefix("cede:enable") else { return nil }
        rest = rest.dropFirst("cede:".count)
        let verb = rest.prefix { !$0.isWhitespace && $0 != "*" }
        rest = rest.dropFirst(verb.count)
        if text.hasPrefix("/*"), rest.hasSuffix("*/") { rest = rest.dropLast(2) }
        let (names, reason) = split(rest)
        return (String(verb), words(names), reason)
    }

    private static func split(_ rest: Substring) -> (names: Substring, reason: String?) {
        var i = rest.startIndex
        while i < rest.endIndex {
            if rest[i...].hasPrefix("--"), i == rest.startIndex || rest[rest.index(before: i)].isWhitespace {
                let reason = rest[i...].drop { $0 == "-" }.split(whereSeparator: \.isWhitespace)
                    .joined(separator: " ")
                return (rest[..<i], reason.isEmpty ? nil : reason)
            }
            i = rest.index(after: i)
        }
        return (rest, nil)
    }

    private static func words(_ text: Substring) -> [String] {
        text.split { $0.isWhitespace || $0 == "," }.map(String.init)
    }

    /// clang-tidy's words, for our own rules among them.
    private static func nolint(_ text: String) -> (isNext: Bool, rules: [String], reason: String?)? {
        guard let start = text.firstRange(of: "NOLINT") else { return nil }
        var rest = text[start.upperBound...]
        let isNext = rest.hasPrefix("NEXTLINE")
        if isNext { rest = rest.dropFirst("NEXTLINE".count) }
        guard rest.first == "(", let end = rest.firstIndex(of: ")") else { return nil }
        let rules = words(rest[..<end].dropFirst()).filter { $0.hasPrefix("cede-") }.map {
            String($0.dropFirst("cede-".count))
        }
        guard !rules.isEmpty else { return nil }
        var reason = rest[end...].dropFirst()
        if text.hasPrefix("/*"), reason.hasSuffix("*/") { reason = reason.dropLast(2) }
        let said = reason.drop { !$0.isLetter }.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return (isNext, rules, said.isEmpty ? nil : said)
    }

    // MARK: Applying

    /// The findings that are left, with those about the suppressions themselves, and those that are silenced.
    public func apply(to findings: [Finding], _ options: LintOptions) -> (left: [Finding], silenced: [Silenced]) {
        if all.isEmpty, complaints.isEmpty { return (findings, []) }
        var isUsed = Array(repeating: false, count: all.count)
        var left: [Finding] = []
        var silenced: [Silenced] = []
        for finding in findings {
            let covering = all.indices.filter { all[$0].covers(finding) }
            for i in covering { isUsed[i] = true }
            if let first = covering.first {
                silenced.append(Silenced(finding, by: .comment(at: all[first].place, reason: all[first].reason)))
            } else {
                left.append(finding)
            }
        }
        let superfluous = SuperfluousSuppression()
        let missing = MissingReason()
        var own = complaints.map { superfluous.finding($0.place, "this suppression does nothing: \($0.message)") }
        for i in all.indices {
            // What is switched off is not looked for.
            let isJudged = all[i].rules.allSatisfy { options.levels[$0] != .off && Rules.named($0) != nil }
            if !isUsed[i], isJudged {
                own.append(
                    superfluous.finding(
                        all[i].place, "nothing is found here by \(all[i].rules.joined(separator: ", "))"))
            }
            if all[i].reason == nil { own.append(missing.finding(at: all[i].place)) }
        }
        return (left + options.leveled(own), silenced)
    }
}
