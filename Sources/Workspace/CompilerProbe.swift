// What the compiler is: by its name where that says enough, which costs nothing, else by asking it.

import Glibc

public struct CompilerProbe: Sendable {
    /// The compiler, with launchers such as ccache in front that it is called through.
    public var command: [String]

    public init(_ command: [String]) { self.command = command }

    /// True for clang, false for gcc and whatever takes its arguments.
    public func isClang(scratch: Scratch) -> Bool {
        let name = command.last ?? ""
        if let known = Self.isClang(named: name) { return known }
        // `cc` and friends are mostly links to one of the two.
        if let path = Self.find(name), let real = Files.resolved(path), let known = Self.isClang(named: real)
        {
            return known
        }
        return Child.text(of: command + ["--version"], scratch: scratch)?.contains("clang") ?? false
    }

    /// Where the compiler keeps its own headers; libclang of another version must use those, not its own.
    public func resourceFolder(scratch: Scratch) -> String? {
        guard let answer = Child.text(of: command + ["-print-resource-dir"], scratch: scratch) else {
            return nil
        }
        return answer.split(whereSeparator: \.isNewline).first.map(String.init)
    }

    /// The libclang that came with the compiler. It knows the builtins in that compiler's own headers, over which
    /// one of another version may stumble (14 crashes on the vector intrinsics of 21). gcc gets that of the `clang`
    /// on the path: where it is one piece it loads in 4 ms, and Debian's, spread over libLLVM and more, in 12.
    public var libclang: String? {
        if getenv("LIBCLANG_PATH") != nil { return nil }
        return Self.libclang(beside: command.last ?? "") ?? Self.libclang(beside: "clang")
    }

    private static func libclang(beside name: String) -> String? {
        guard let path = find(name), let real = Files.resolved(path), isClang(named: real) == true else {
            return nil
        }
        let folder = Files.parent(Files.parent(real)) + "/lib/"
        return ["libclang.so", "libclang.so.1"].map { folder + $0 }.first { access($0, R_OK) == 0 }
    }

    /// Whether it takes every source for C++ and links the C++ library: `clang++`, `g++-12`, `c++`.
    public var isCxxDriver: Bool { command.last.map { Files.name($0).contains("++") } ?? false }

    static func isClang(named path: String) -> Bool? {
        let name = path.split(separator: "/").last ?? ""
        if name.contains("clang") { return true }
        return name.contains("gcc") || name.contains("g++") ? false : nil
    }

    /// A program by the shell's rule.
    public static func find(_ name: String) -> String? {
        if name.contains("/") { return name }
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        return path.split(separator: ":").map { $0 + "/" + name }.first { access($0, X_OK) == 0 }
    }
}
