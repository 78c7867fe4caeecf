// What `cede cc` does with one command line.

import Glibc
import Launching
import Planning
import Workspace

struct LauncherOptions {
    var budget: Cost?
    var mainOnTask = false
    var blockingOnTask = false
    var failClosed = false
    var isVerbose = false
    /// Checks measure how long the run before them was.
    var measures = false
    /// Objects hold a summary of their bounds.
    var carriesSummary = false
    /// A file that every decision is appended to.
    var record: String?
}

struct Launcher {
    let options: LauncherOptions
    /// The compiler, with the launchers it is called through: `ccache clang`.
    let compiler: [String]
    let arguments: [String]
    /// A copy of it: each step reads it anew.
    private var standardInput: String?

    init(options: LauncherOptions, command: [String]) {
        var options = options
        if let wish = getenv("CEDE_VERBOSE"), wish.pointee != 0, String(cString: wish) != "0" {
            options.isVerbose = true
        }
        self.options = options
        let launchers = command.prefix(command.count - withoutLaunchers(command).count)
        // `cede cc distcc -c x.c` lets distcc choose the compiler.
        let isNamed = command.count > launchers.count && !command[launchers.count].hasPrefix("-")
        compiler = Array(command.prefix(launchers.isEmpty ? 1 : launchers.count + (isNamed ? 1 : 0)))
        arguments = Array(command.dropFirst(compiler.count))
    }

    func run() throws -> Int32 {
        let words = ResponseFile.expand(arguments) { try? Files.read($0) }
        let invocation = Invocation(
            reading: words, isCxxDriver: CompilerProbe(compiler).isCxxDriver)
        switch invocation.verdict(directory: Files.currentFolder, caller: Child.callerWords) {
        case .passThrough(let why):
            tell("passing through: \(why)")
            throw replace(by: compiler + arguments)
        case .refuse(let input, let why): return try compileOriginals(invocation, input, why)
        case .linkOnly:
            throw replace(by: compiler + arguments + (try additions(invocation)))
        case .rewrite:
            let first = invocation.sources[0]
            if let refusal = invocation.refusal { return try compileOriginals(invocation, first, refusal) }
            let scratch: Scratch
            do {
                scratch = try Scratch()
            } catch {
                return try compileOriginals(invocation, first, "\(error)")
            }
            defer { scratch.remove() }
            var launcher = self
            if invocation.sources.contains(where: { $0.path == "-" }) {
                let copy = scratch.file("standard-input")
                try Files.write(try Files.read("/dev/stdin"), to: copy)
                launcher.standardInput = copy
            }
            return try launcher.rewrite(invocation, scratch)
        }
    }

    /// The whole command without checks, said once.
    private func compileOriginals(
        _ invocation: Invocation, _ input: Invocation.Input, _ why: String
    ) throws -> Int32 {
        let refusal = Refusal(place: input.path, reason: why)
        if options.failClosed { throw refusal.error }
        say(refusal.warning)
        throw replace(by: compiler + arguments + (try additions(invocation)))
    }

    private func rewrite(_ invocation: Invocation, _ scratch: Scratch) throws -> Int32 {
        for text in invocation.inputs where text.isPreprocessed {
            let refusal = Refusal(place: text.path, reason: Verdict.textIsLeft)
            if options.failClosed { throw refusal.error }
            say(refusal.warning)
        }
        let runtime = try RuntimeLocation.find()
        let probe = CompilerProbe(compiler)
        let steps = Steps(invocation, family: probe.isClang(scratch: scratch) ? .clang : .gcc, compiler: compiler)
        let analyser = Analyser(budget: options.budget, preferring: probe.libclang)
        var objects: [String] = []
        var code: Int32 = 0
        // Like the compiler itself, go on after a source with errors, and link only if there was none.
        for (index, source) in invocation.sources.enumerated() {
            let folder = try scratch.subfolder(String(index))
            let object = invocation.action == .link ? folder + "/object.o" : steps.product(of: source)
            objects.append(object)
            let job = SourceJob(
                launcher: self, steps: steps, source: source, folder: folder, product: object,
                includes: runtime.includes
            )
            let ending = try job.run(analyser)
            if code == 0 { code = ending }
        }
        if invocation.action != .link {
            guard let others = steps.others else { return code }
            let ending = try run(others)
            return code == 0 ? ending : code
        }
        return code == 0 ? try run(steps.link(objects: objects, adding: try additions(invocation))) : code
    }

    /// Runs the compiler. A signal that ended it ends this process too.
    func run(_ arguments: [String], errors: Child.Output = .inherited) throws -> Int32 {
        tell(compiler + arguments)
        switch try Child.run(compiler + arguments, input: standardInput, errors: errors) {
        case .exited(let code): return code
        case .signalled(let signal): Interrupts.end(by: signal)
        }
    }

    /// Appends to the record, if one is kept. In one write, as the compilers of a build run side by side.
    func record(_ text: @autoclosure () -> String) throws {
        if let path = options.record { try Files.append(Array(text().utf8), to: path) }
    }

    func tell(_ words: @autoclosure () -> [String]) {
        if options.isVerbose { say("cede: + " + words().map(Self.quoted).joined(separator: " ")) }
    }

    func tell(_ text: @autoclosure () -> String) {
        if options.isVerbose { say("cede: " + text()) }
    }

    private func replace(by command: [String]) -> SpawnError {
        tell(command)
        return Child.replace(by: command)
    }

    private func additions(_ invocation: Invocation) throws -> [String] {
        guard invocation.action == .link else { return [] }
        // A link that gets nothing does not need the runtime to exist.
        if invocation.linkAdditions(libraries: "", mainOnTask: false).isEmpty { return [] }
        let runtime = try RuntimeLocation.find()
        if options.blockingOnTask && invocation.isStatic {
            say("warning: --blocking=task does nothing for a static executable [cede]")
        }
        return invocation.linkAdditions(
            libraries: runtime.libraries, mainOnTask: options.mainOnTask,
            blockingOnTask: options.blockingOnTask)
    }

    private static func quoted(_ word: String) -> String {
        let isPlain =
            !word.isEmpty
            && word.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0)
                    || "-_./=,:+%@".utf8.contains($0)
            }
        return isPlain
            ? word
            : "'"
                + word.split(separator: "'", omittingEmptySubsequences: false)
                .joined(separator: "'\\''") + "'"
    }
}
