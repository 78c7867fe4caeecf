// `cede verify`: shows that what was built is preemptible.

import ArgumentParser
import Glibc
import Planning
import Reporting
import Rewriting
import Verifying
import Workspace

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Find cycles of machine code that hold no check: `cede verify ./program`.",
        discussion: """
            Disassembles executables, shared libraries, objects and archives, and reports every loop, and every \
            recursion through direct calls, that can go round without passing a check or a call that is sure to \
            check. What the program says of itself explains the rest: build it with `cede cc --summary` and -g, and \
            a loop that was left alone because all its turns are short, or because the source asks for it, is counted \
            and not reported.

            The libraries that a program needs are named; with --libraries one without checks is a finding.

            Exit codes: 0 every cycle has a check or is explained; 1 some are not; 2 a file could not be read or \
            understood; 64 usage; 70 a fault of cede itself.
            """
    )

    @Flag(help: "Also show what is explained, and why.")
    var all = false

    @Flag(help: "Libraries that are needed and have no checks are findings.")
    var libraries = false

    @Option(
        help: ArgumentHelp(
            "Functions and libraries that may do without, a line each: `name -- reason`; `*` is any text.",
            valueName: "file"))
    var allow: String?

    @Option(help: "How to print: text or json.")
    var format: VerifyFormat = .text

    @Argument(help: "Executables, shared libraries, objects, archives.")
    var files: [String]

    func run() throws {
        Cede.finish {
            let scratch = try Scratch()
            defer { scratch.remove() }
            var session = VerifySession(
                allowances: try allowances(), runtime: Self.runtime(), lines: DebugLines(scratch: scratch),
                libraries: libraries)
            for file in files { try session.add(file) }
            let text =
                switch format {
                case .text: session.reports.map { $0.text(all: all) }.joined()
                case .json: VerifyReport.json(session.reports)
                }
            try show(text)
            for name in session.unusedAllowances { say("\(allow ?? ""): warning: nothing is named \(name) [cede]") }
            return session.code
        }
    }

    private func allowances() throws -> Allowances {
        guard let allow else { return .none }
        do {
            return try Allowances(String(decoding: try Files.read(allow), as: UTF8.self))
        } catch let fault as Allowances.Fault {
            throw Trouble(message: "\(allow):\(fault.line): error: \(fault)", code: Trouble.input)
        }
    }

    /// The runtime's own code. Without it the runtime's loops are reported like others.
    private static func runtime() -> KnownCode {
        guard let location = try? RuntimeLocation.find() else { return KnownCode([]) }
        let archives = ["libcede.a", "libcede_blocking.a", "libcede_static.a"]
        let objects = archives.flatMap { name in
            (try? Files.read(location.libraries + "/" + name)).map(Archive.members(of:)) ?? []
        }
        return KnownCode(objects.compactMap { try? ElfFile($0.bytes) })
    }
}

enum VerifyFormat: String, ExpressibleByArgument { case text, json }

/// The files of one call, one after another: what cannot be read is told, and the rest goes on.
private struct VerifySession {
    let allowances: Allowances
    let runtime: KnownCode
    let lines: DebugLines
    let libraries: Bool
    private(set) var reports: [VerifyReport] = []
    private var isIncomplete = false
    private var names: Set<String> = []

    init(allowances: Allowances, runtime: KnownCode, lines: DebugLines, libraries: Bool) {
        self.allowances = allowances
        self.runtime = runtime
        self.lines = lines
        self.libraries = libraries
    }

    var code: Int32 {
        if isIncomplete { return Trouble.input }
        let hasFindings = reports.contains { report in
            !report.faults.isEmpty || libraries && report.libraries.contains { $0.state == .unchecked || $0.state == .missing }
        }
        return hasFindings ? 1 : 0
    }

    var unusedAllowances: [String] { allowances.unused(of: names) }

    mutating func add(_ path: String) throws {
        let bytes: [UInt8]
        do {
            bytes = try Files.read(path)
        } catch {
            return fail("\(error)")
        }
        guard Archive.isOne(bytes) else { return try add(bytes[...], path, file: path) }
        let members = Archive.members(of: bytes)
        if members.isEmpty { fail("\(path): error: the archive holds nothing, or is cut short") }
        for (name, member) in members {
            try add(member, "\(path)(\(name))", file: path)
        }
    }

    /// `file`: that holds the bytes.
    private mutating func add(_ bytes: ArraySlice<UInt8>, _ path: String, file: String) throws {
        do {
            let elf = try ElfFile(bytes)
            let texts = ElfFile.sections(CarriedText.cyclesSection, in: bytes).map { String(decoding: $0, as: UTF8.self) }
            let verification = try Verifier(disassembler: Capstone.paths).verify(
                elf, neverReturning: texts.reduce(into: []) { $0.formUnion(PlannedCycle.functionsThatNeverReturn(in: $1)) })
            let judge = Judge(planned: texts.flatMap(PlannedCycle.all), runtime: runtime, allowances: allowances)
            let addresses = Set(verification.cycles.flatMap { $0.own + [$0.address] })
            let verdicts = judge.verdicts(
                on: verification, lines: lines.lines(of: addresses, in: elf, at: file))
            names.formUnion(verdicts.flatMap(\.cycle.functions))
            reports.append(
                VerifyReport(
                    file: path, functions: verification.functions, verdicts: verdicts,
                    libraries: SharedLibrary.needed(by: elf, at: file).map { state(of: $0) }))
        } catch let fault as ElfFile.Fault {
            fail("\(path): error: \(fault); give executables, shared libraries, objects or archives")
        } catch let missing as DisassemblerMissing {
            throw Trouble(message: "cede: error: \(missing)", code: Trouble.input)
        }
    }

    private mutating func state(of library: SharedLibrary) -> VerifyReport.Library {
        names.insert(library.name)
        func answer(_ state: VerifyReport.Library.State, _ detail: String) -> VerifyReport.Library {
            VerifyReport.Library(name: library.name, state: state, detail: detail)
        }
        if let reason = allowances.reason(for: library.name) { return answer(.allowed, "allowed, \(reason)") }
        guard let file = library.file else { return answer(.missing, "it was not found") }
        return file.mentionsChecks ? answer(.checked, "it has checks") : answer(.unchecked, "it has no checks")
    }

    private mutating func fail(_ message: String) {
        say(message)
        isIncomplete = true
    }
}
