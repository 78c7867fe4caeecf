// Files: read whole, written whole or not at all.
//
// POSIX calls, not Foundation or swift-system: the launcher starts thousands of times in a build,
// Foundation's libraries alone take longer to load than the 5 ms it may spend, and the four calls used here
// need no wrapper.

import Glibc

/// A file that could not be read or written: what was tried, on what, and the system's reason.
public struct FileError: Error, CustomStringConvertible {
    public var path: String
    public var attempt: String
    public var code: Int32

    public init(_ path: String, _ attempt: String, _ code: Int32 = errno) {
        self.path = path
        self.attempt = attempt
        self.code = code
    }

    public var description: String {
        "\(path): error: cannot \(attempt): \(String(cString: strerror(code)))" + remedy
    }

    private var remedy: String {
        switch code {
        case ENOENT: " (check the path)"
        case EACCES, EPERM, EROFS: " (check permissions, or choose another output folder)"
        case ENOSPC, EDQUOT: " (free some space; nothing was left half-written)"
        default: ""
        }
    }
}

public enum Files {
    public enum Kind: Sendable { case file, folder, missing }

    public static func kind(_ path: String) -> Kind {
        var status = stat()
        guard stat(path, &status) == 0 else { return .missing }
        return status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
    }

    /// In bytes; 0 for what is not there.
    static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    public static func read(_ path: String) throws(FileError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(path, "read it") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileError(path, "read it") }
        if status.st_mode & S_IFMT == S_IFDIR { throw FileError(path, "read it", EISDIR) }
        // Pipes and /proc say 0; one byte of room past the size finds the end without another round.
        var bytes: [UInt8] = []
        var room = max(Int(status.st_size) + 1, 4096)
        while true {
            let start = bytes.count
            var failure: Int32 = 0
            bytes.reserveCapacity(start + room)
            let piece = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                while count < room {
                    let n = Glibc.read(descriptor, buffer.baseAddress! + count, room - count)
                    if n < 0 && errno == EINTR { continue }
                    if n < 0 { failure = errno }
                    if n <= 0 { break }
                    count += n
                }
            }
            if failure != 0 { throw FileError(path, "read it", failure) }
            if start == 0 { bytes = piece } else { bytes += piece }
            if piece.count < room { return bytes }
            room = max(room, 1 << 20)
        }
    }

    /// Writes beside `path` and renames, so that a reader sees the old file or the new one. The mode is that
    /// of the file which `like` names, when there is one.
    public static func write(_ bytes: [UInt8], to path: String, like: String? = nil) throws(FileError) {
        var target = path
        if let real = realpath(path, nil) {
            // In place through a symbolic link, the file is replaced and the link stays.
            target = String(cString: real)
            free(real)
        }
        // What is no file (/dev/stdout, a pipe) cannot be replaced.
        var status = stat()
        if stat(target, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            return try writeThrough(bytes, to: target, flags: O_WRONLY, mode: 0)
        }
        var mode: mode_t = 0o666
        if let like, stat(like, &status) == 0 { mode = status.st_mode & 0o7777 }
        let temporary = target + ".cede-\(getpid())"
        do {
            try writeThrough(bytes, to: temporary, flags: O_WRONLY | O_CREAT | O_EXCL, mode: mode)
        } catch {
            if error.code != EEXIST { unlink(temporary) }
            throw FileError(path, "write it", error.code)
        }
        if like != nil { chmod(temporary, mode) }
        guard rename(temporary, target) == 0 else {
            let code = errno
            unlink(temporary)
            throw FileError(path, "write it", code)
        }
    }

    /// Appends with one write, so that what several processes append does not mix.
    public static func append(_ bytes: [UInt8], to path: String) throws(FileError) {
        try writeThrough(bytes, to: path, flags: O_WRONLY | O_CREAT | O_APPEND, mode: 0o666)
    }

    private static func writeThrough(
        _ bytes: [UInt8], to path: String, flags: Int32, mode: mode_t
    ) throws(FileError) {
        let descriptor = open(path, flags | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw FileError(path, "write it") }
        let code = writeAll(bytes, to: descriptor)
        // A full disk may show only when the file is closed.
        if close(descriptor) != 0 && code == 0 { throw FileError(path, "write it") }
        if code != 0 { throw FileError(path, "write it", code) }
    }

    /// What comes from a pipe until its other end is closed.
    static func readAll(_ descriptor: Int32) -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while true {
            let n = Glibc.read(descriptor, &piece, piece.count)
            if n < 0 && errno == EINTR { continue }
            if n <= 0 { return bytes }
            bytes += piece[..<n]
        }
    }

    /// 0, or the error.
    public static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
        bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let n = Glibc.write(descriptor, buffer.baseAddress! + done, buffer.count - done)
                if n < 0 && errno == EINTR { continue }
                if n <= 0 { return errno }
                done += n
            }
            return 0
        }
    }

    /// Makes a folder and those above it.
    public static func makeFolders(_ path: String) throws(FileError) {
        if path.isEmpty || kind(path) == .folder { return }
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            try makeFolders(String(path[..<slash]))
        }
        if mkdir(path, 0o777) != 0 && errno != EEXIST { throw FileError(path, "make this folder") }
    }

    /// Every regular file below `folder` that is wanted, sorted; links to folders are not followed.
    public static func below(_ folder: String, where isWanted: (String) -> Bool) throws(FileError) -> [String]
    {
        var found: [String] = []
        for name in try names(in: folder) where !name.hasPrefix(".") {
            let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
            var status = stat()
            guard lstat(path, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                found += try below(path, where: isWanted)
            } else if isWanted(name), kind(path) == .file {
                found.append(path)
            }
        }
        return found.sorted()
    }

    /// The names in a folder, sorted.
    public static func names(in folder: String) throws(FileError) -> [String] {
        guard let stream = opendir(folder) else { throw FileError(folder, "list it") }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    public static var currentFolder: String {
        guard let path = getcwd(nil, 0) else { return "." }
        defer { free(path) }
        return String(cString: path)
    }

    /// Removes a regular file, and nothing else: outputs may be /dev/null, and builds may run as root.
    public static func removeFile(_ path: String) {
        var status = stat()
        if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG { unlink(path) }
    }

    /// The folder that holds `path`.
    public static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    public static func name(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// The path from the root, `.` and `..` worked out as text.
    public static func absolute(_ path: String, in folder: String) -> String {
        var parts: [Substring] = []
        for part in (path.hasPrefix("/") ? path : folder + "/" + path).split(separator: "/") {
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// The folder that holds all of these absolute paths; `nil` if that is the root.
    public static func commonFolder(_ paths: [String]) -> String? {
        guard var common = paths.first.map(parent) else { return nil }
        for path in paths {
            while common != "/", !path.hasPrefix(common + "/") { common = parent(common) }
        }
        return common == "/" ? nil : common
    }

    /// The path with links resolved; `nil` when there is no such file.
    public static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
