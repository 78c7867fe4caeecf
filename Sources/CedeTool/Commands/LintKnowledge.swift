// What `cede lint` says about itself: its rules, and the configurations that hold.

import Glibc
import Linting
import Workspace

struct LintKnowledge {
    let options: LintFlags

    /// The exit code, if this is all that was asked.
    func answer() throws -> Int32? {
        if options.listRules {
            let width = Rules.all.map(\.name.count).max() ?? 0
            try show(
                Rules.all.map { rule in
                    "\(rule.name)\(String(repeating: " ", count: width - rule.name.count))  "
                        + "\(rule.severity.rawValue)  \(rule.summary)\n"
                }.joined())
            return 0
        }
        if let name = options.explain {
            guard let rule = Rules.named(name) else {
                throw Trouble(
                    message: "cede: error: there is no rule '\(name)'" + didYouMean(name, Rules.all.map(\.name)), code: 64)
            }
            try show(Self.explanation(of: rule))
            return 0
        }
        if options.dumpConfig || options.verifyConfig { return try configurations() }
        return nil
    }

    private static func explanation(of rule: any Rule) -> String {
        func indented(_ example: Example) -> String {
            example.source.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 + "\n" }.joined()
        }
        func part(_ title: String, _ examples: [Example]) -> String {
            examples.isEmpty ? "" : "\n\(title)\n\n" + examples.map(indented).joined(separator: "\n")
        }
        return "\(rule.name) (\(rule.severity.rawValue)): \(rule.summary)\n\n\(rule.explanation)\n"
            + part("Found:", rule.examples.filter(\.triggers)) + part("Not found:", rule.examples.filter { !$0.triggers })
    }

    /// Of every path, or of the working folder.
    private func configurations() throws -> Int32 {
        var all = try Configurations(at: options.config)
        var seen: Set<String> = []
        for path in options.paths {
            // Of a folder, what holds for a source in it.
            let configuration = try all.nearest(to: Files.kind(path) == .folder ? path + "/source" : path)
            guard seen.insert(configuration.path ?? "").inserted, options.dumpConfig else { continue }
            try show(
                "# \(path): " + (configuration.path.map { "from \($0)" } ?? "no \(Configuration.name); the defaults") + "\n"
                    + configuration.text)
        }
        if options.verifyConfig, !options.quiet {
            say(seen == [""] ? "cede: no \(Configuration.name) at or above these paths" : "cede: well-formed")
        }
        return 0
    }
}
