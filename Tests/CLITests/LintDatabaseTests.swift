// `cede lint -p`: databases of builds through Cede, whatever it was called there.

import Foundation
import Testing

@Suite struct LintDatabaseTests {
    private func bench() throws -> Workbench {
        let bench = try Workbench()
        bench.environment["XDG_CACHE_HOME"] = bench.file("cache").path
        // Without the flag it does not parse.
        try bench.write("x.c", "void f(NUMBER *a, int n) { for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) a[i] -= a[j] * a[k]; }\n")
        return bench
    }

    private func lint(_ launcher: [String], in bench: Workbench) throws -> Outcome {
        let words = launcher + ["clang", "-DNUMBER=int", "-c", "x.c"]
        let text = words.map { "\"\($0)\"" }.joined(separator: ", ")
        try bench.write(
            "compile_commands.json",
            "[{\"directory\": \"\(bench.folder.path)\", \"file\": \"x.c\", \"arguments\": [\(text)]}]")
        return try bench.cede("lint", "-p", ".", "--quiet")
    }

    @Test(arguments: [[], ["cede", "cc"], ["/usr/local/bin/cede-0.9", "cc"], ["/opt/tools/checked", "cc"], ["ccache", "cede", "cc"]])
    func whateverItsName(launcher: [String]) throws {
        let lint = try lint(launcher, in: bench())
        #expect(lint.code == 0 && lint.errors.isEmpty && lint.text.contains("x.c:1:28: warning:"), "\(lint)")
    }

    /// All that `cede cc --help` tells of.
    @Test func withItsOptions() throws {
        let bench = try bench()
        let help = try bench.cede("cc", "--help").text
        let options = help.matches(of: /(?m)^  (?:-v, )?(--[a-z-]+)( <)?/).map { (String($0.1), $0.2 != nil) }
            .filter { !["--help", "--version"].contains($0.0) }
        #expect(options.count >= 8, "\(help)")
        for (option, hasValue) in options {
            let lint = try lint(["/opt/checked", "cc", option] + (hasValue ? ["value"] : []), in: bench)
            #expect(lint.code == 0 && lint.errors.isEmpty && lint.text.contains("x.c:1:28: warning:"), "\(option): \(lint)")
        }
    }
}
