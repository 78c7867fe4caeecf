// Starting programs and learning what they cost: CPU time of the child and all it waited for, from wait4.
// Foundation's Process was not used: it does not tell the CPU time of one child.

import Foundation

struct Failure: Error, CustomStringConvertible {
    let description: String
}

struct Command {
    let arguments: [String]

    init(_ arguments: [String]) {
        self.arguments = arguments
    }

    struct Outcome {
        let status: Int32
        let cpuSeconds: Double
        let output: String
        let errors: String
    }

    /// Runs to the end, stdin empty. A program that fails is thrown, with what it said.
    @discardableResult
    func run() throws -> Outcome {
        let outcome = try finish()
        guard outcome.status == 0 else {
            let said = String((outcome.output + outcome.errors).suffix(4000))
            let program = arguments.joined(separator: " ")
            throw Failure(description: "failed (\(outcome.status)): \(program)\n\(said)")
        }
        return outcome
    }

    private func finish() throws -> Outcome {
        fflush(nil)  // what was printed so far is seen before the wait
        let output = temporaryFile()
        let errors = temporaryFile()
        defer {
            close(output)
            close(errors)
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        argv.append(nil)
        defer { argv.forEach { free($0) } }
        var child = pid_t()
        let error = posix_spawnp(&child, arguments[0], &actions, nil, argv, environ)
        guard error == 0 else {
            throw Failure(description: "cannot start \(arguments[0]): \(String(cString: strerror(error)))")
        }
        var status: Int32 = 0
        var usage = rusage()
        while wait4(child, &status, 0, &usage) < 0 {}
        let died = status & 0x7f
        return Outcome(
            status: died == 0 ? status >> 8 & 0xff : 128 + died,
            cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
            output: contents(output), errors: contents(errors))
    }
}

private func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
}

/// A file without a name: nothing to remove, and no pipe that a silent reader lets run full.
private func temporaryFile() -> Int32 {
    var name = Array("/tmp/bench-XXXXXX".utf8CString)
    let file = mkstemp(&name)
    precondition(file >= 0, "no temporary file")
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    unlink(name)
    return file
}

private func contents(_ file: Int32) -> String {
    lseek(file, 0, SEEK_SET)
    let data = FileHandle(fileDescriptor: file, closeOnDealloc: false).readDataToEndOfFile()
    return String(decoding: data, as: UTF8.self)
}
