// The libraries that the loader would bring in with a program, as it looks for them.
//
// Rejected: asking the loader itself (`ldd` runs the program's own interpreter, and only for this machine's programs).

import Glibc
import Verifying

public struct SharedLibrary: Sendable {
    public var name: String
    /// `nil`: it was not found.
    public var path: String?
    public var file: ElfFile?

    /// The libraries that a file needs, and those that they need, each once.
    public static func needed(by file: ElfFile, at path: String) -> [SharedLibrary] {
        var result: [SharedLibrary] = []
        var open = [(file, path)]
        while !open.isEmpty {
            let (file, path) = open.removeFirst()
            let (names, folders) = file.needed
            let origin = Files.parent(Files.resolved(path) ?? path)
            let own = folders.map { $0.replacing("${ORIGIN}", with: origin).replacing("$ORIGIN", with: origin) }
            for name in names where !result.contains(where: { $0.name == name }) {
                var library = SharedLibrary(name: name)
                for folder in own + standardFolders(for: file) where library.file == nil {
                    let candidate = folder + "/" + name
                    guard let bytes = try? Files.read(candidate), let elf = try? ElfFile(bytes[...]),
                        elf.machine == file.machine
                    else { continue }
                    library.path = candidate
                    library.file = elf
                    open.append((elf, candidate))
                }
                result.append(library)
            }
        }
        return result
    }

    private static func standardFolders(for file: ElfFile) -> [String] {
        let set = getenv("LD_LIBRARY_PATH").map { String(cString: $0) } ?? ""
        let triple = file.machine == .aarch64 ? "aarch64-linux-gnu" : "x86_64-linux-gnu"
        return set.split(separator: ":").map(String.init) + [
            "/lib/" + triple, "/usr/lib/" + triple, "/lib64", "/usr/lib64", "/lib", "/usr/lib", "/usr/local/lib",
            "/usr/local/lib/" + triple,
        ]
    }
}
