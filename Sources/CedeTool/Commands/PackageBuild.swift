// One `cede swift`: SwiftPM plans, the sources of the plan are rewritten, SwiftPM builds.
//
// SwiftPM keeps a plan as long as no folder of the package changes, whatever the toolset says. So planning and building
// are given the same toolset, and the building is told to look anew.

import Glibc
import Launching
import Planning
import Reporting
import Rewriting
import Workspace

struct PackageBuild {
    private let arguments: PackageArguments
    private let options: PackageOptions
    private let package: String
    /// SwiftPM's build folder for this package through cede.
    private let scratchPath: String

    init(_ arguments: PackageArguments, _ options: PackageOptions) {
        self.arguments = arguments
        self.options = options
        package = Files.absolute(arguments.packagePath, in: Files.currentFolder)
        // As SwiftPM reads it: what is named is seen from here, whatever package is built.
        let scratchPath = arguments.scratchPath.map { Files.absolute($0, in: Files.currentFolder) } ?? package + "/.build"
        self.scratchPath = scratchPath + "/cede"
    }

    func run() throws -> Int32 {
        var words = ["swift", arguments.verb.rawValue, "--scratch-path", scratchPath]
        if !arguments.isQuery {
            let store = try PackageStore(
                scratch: scratchPath, configuration: arguments.isRelease ? "release" : "debug", digest,
                try runtime())
            words += ["--toolset", store.toolset]
            if !arguments.skipsBuild {
                try rewrite(into: store)
                words.append("--disable-build-manifest-caching")
            }
        }
        words += arguments.kept
        show(words)
        switch try Child.run(words) {
        case .exited(let code): return code
        case .signalled(let signal): Interrupts.end(by: signal)
        }
    }

    private func runtime() throws -> RuntimeLocation {
        guard let package = options.runtimeFrom else { return try RuntimeLocation.find() }
        return try RuntimeLocation.find(orBuildFrom: package, in: scratchPath + "/runtime")
    }

    /// What every rewritten source depends on besides the source itself.
    private var digest: Digest {
        var digest = Digest()
        digest.add(FileStamp("/proc/self/exe").text)
        digest.add(options.budget.map { "\($0.cost)" } ?? "-")
        return digest
    }

    private func rewrite(into store: PackageStore) throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let plan = try self.plan(store, scratch)
        let chosen = PackageSources(plan, scratchPath: scratchPath)
        if let includes = chosen.runtime { try store.declareCheck(in: includes) }
        let result = try RewrittenPackage(chosen, into: store, budget: options.budget?.cost, scratch: scratch)
        for message in result.warnings + result.errors { say(message) }
        if options.verbose {
            for (path, reason) in chosen.skipped { say("cede: left as it is: \(path): \(reason)") }
            say("cede: \(result.analysed) sources analysed, \(result.unchanged) unchanged")
        }
        if let record = options.record {
            let text = Record.text(Plan(entries: result.entries), folder: package)
            try Files.append(Array(text.utf8), to: record)
        }
        if options.failClosed, !result.errors.isEmpty {
            throw Trouble(message: "cede: error: not built (--fail-closed)", code: Trouble.input)
        }
    }

    /// SwiftPM's plan for everything there is to compile, tests among it.
    private func plan(_ store: PackageStore, _ scratch: Scratch) throws -> PackagePlan {
        let words =
            ["swift", "build", "--scratch-path", scratchPath, "--toolset", store.toolset] + arguments.planning
            + ["--build-tests", "--build-system", "native", "--print-manifest-job-graph"]
        show(words)
        let output = scratch.file("plan.out")
        let errors = scratch.file("plan.err")
        guard try Child.run(words, output: .file(output), errors: .file(errors)).isSuccess else {
            // What is compiled for the plan, the tools of plugins, is told on standard output.
            for path in [output, errors] { _ = Files.writeAll(try Files.read(path), to: STDERR_FILENO) }
            throw Trouble(
                message: "\(package): error: SwiftPM cannot plan this package (it says why above)", code: Trouble.input)
        }
        let file = scratchPath + (arguments.isRelease ? "/release.yaml" : "/debug.yaml")
        do {
            return try PackagePlan(parsing: try Files.read(file), everything: arguments.namesProduct)
        } catch let error as PackagePlan.Fault {
            throw Trouble(message: "\(file):\(error.line): error: \(error)", code: Trouble.input)
        }
    }

    private func show(_ words: [String]) {
        if options.verbose { say(words.joined(separator: " ")) }
    }
}
