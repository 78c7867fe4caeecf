// Runs the built tool and other programs: a folder of its own for each test, a time limit for each process.

import Foundation
import Testing

struct Outcome {
    var code: Int32
    /// The signal that ended it.
    var signal: Int32?
    var out: Data
    var errors: String

    var text: String { String(decoding: out, as: UTF8.self) }
}

/// A folder for one test, removed at its end, with the means to work in it.
final class Workbench {
    let folder: URL
    var environment = ProcessInfo.processInfo.environment

    static let compilers = ["clang", "gcc"].filter { name in
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return path.split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: $0 + "/" + name)
        }
    }

    /// What its checks call when the flag is raised.
    static func check(of compiler: String) -> String { compiler == "clang" ? "cede_check_call" : "cede_check_trampoline" }

    static let tool = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("cede").path

    static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent()

    init() throws {
        folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appendingPathComponent("cede-test-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in ["CEDE_CC_OPTIONS", "CEDE_VERBOSE", "LIBCLANG_PATH", "CC"] { environment[name] = nil }
        environment["LC_ALL"] = "C.UTF-8"
        environment["CEDE_RUNTIME"] = try Runtime.folder.get().path
        try FileManager.default.createDirectory(at: file("tmp"), withIntermediateDirectories: true)
        environment["TMPDIR"] = file("tmp").path
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func file(_ name: String) -> URL { folder.appendingPathComponent(name) }
    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name).path) }
    func read(_ name: String) throws -> Data { try Data(contentsOf: file(name)) }
    func text(_ name: String) throws -> String { String(decoding: try read(name), as: UTF8.self) }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, Data(text.utf8)) }

    @discardableResult
    func write(_ name: String, _ data: Data) throws -> String {
        try FileManager.default.createDirectory(
            at: file(name).deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file(name))
        return name
    }

    /// What is left of temporaries.
    var leftovers: [String] { (try? FileManager.default.contentsOfDirectory(atPath: file("tmp").path)) ?? [] }

    func cede(_ arguments: String..., at source: SourceLocation = #_sourceLocation) throws -> Outcome {
        try run([Self.tool] + arguments, at: source)
    }

    func run(
        _ command: [String], within seconds: Double = 120, at source: SourceLocation = #_sourceLocation
    ) throws -> Outcome {
        let running = try start(command)
        return try running.end(within: seconds, at: source)
    }

    func start(_ command: [String]) throws -> Running {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.currentDirectoryURL = folder
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        let id = UUID().uuidString
        let outputs = [".out-" + id, ".err-" + id].map(file)
        for output in outputs { try Data().write(to: output) }
        process.standardOutput = try FileHandle(forWritingTo: outputs[0])
        process.standardError = try FileHandle(forWritingTo: outputs[1])
        try process.run()
        return Running(process: process, out: outputs[0], errors: outputs[1])
    }

    struct Running {
        var process: Process
        var out: URL
        var errors: URL

        func end(within seconds: Double = 120, at source: SourceLocation = #_sourceLocation) throws -> Outcome {
            let deadline = Date().addingTimeInterval(seconds)
            while process.isRunning && Date() < deadline { usleep(5_000) }
            if process.isRunning {
                kill(process.processIdentifier, SIGKILL)
                Issue.record("still running after \(seconds) s: \(process.arguments ?? [])", sourceLocation: source)
            }
            process.waitUntilExit()
            let isSignal = process.terminationReason == .uncaughtSignal
            return Outcome(
                code: isSignal ? -1 : process.terminationStatus,
                signal: isSignal ? process.terminationStatus : nil,
                out: try Data(contentsOf: out),
                errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
        }
    }
}

/// A runtime that never yields: the tool's tests do not depend on the real one being built.
enum Runtime {
    static let folder: Result<URL, any Error> = Result {
        // Beside the tool: a test process gets no chance to clean up at its end.
        let folder = URL(fileURLWithPath: Workbench.tool).deletingLastPathComponent()
            .appendingPathComponent("cede-test-runtime")
        try? FileManager.default.removeItem(at: folder)
        for part in ["lib", "include"] {
            try FileManager.default.createDirectory(
                at: folder.appendingPathComponent(part), withIntermediateDirectories: true)
        }
        for name in ["include/cede_check.h", "include/CedeCheck"] {
            try FileManager.default.copyItem(
                at: Workbench.package.appendingPathComponent("Sources/CedeRuntime/" + name),
                to: folder.appendingPathComponent(name))
        }
        let script = """
            set -e
            cd '\(folder.path)/lib'
            cat > stub.c <<'END'
            __thread volatile unsigned char cede_flag;
            void cede_check_slow(void) {}
            void cede_check(void) {}
            #ifdef __x86_64__
            __asm__(".globl cede_check_trampoline");
            __asm__("cede_check_trampoline: ret $128");
            __asm__(".globl cede_check_call");
            __asm__("cede_check_call: ret");
            #endif
            END
            cat > main.c <<'END'
            extern int __real_main(int, char **, char **);
            extern char cede_main_on_task[] __attribute__((__weak__));
            extern int puts(const char *);
            int __wrap_main(int n, char **v, char **e) {
                if (cede_main_on_task) puts("main on a task");
                return __real_main(n, v, e);
            }
            END
            cc -fPIC -c stub.c main.c
            ar rc libcede.a stub.o main.o
            cp libcede.a libcede_static.a
            cc -shared stub.o -o libcede.so.0
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
        return folder
    }
}
