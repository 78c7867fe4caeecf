// A section's bytes out of ELF objects, programs, and archives of objects: where `cede cc --summary` puts its summaries.
//
// What is no such file, or is cut short, has no sections: a summary that is not found only makes a bound weaker.
// Rejected: running objcopy, which not every machine that builds with clang has.

import Verifying

public enum ObjectSections {
    /// The contents of every section of this name, in order; those of an archive's members one after another.
    public static func named(_ name: String, in bytes: [UInt8]) -> [[UInt8]] {
        let files = Archive.isOne(bytes) ? Archive.members(of: bytes).map(\.bytes) : [bytes[...]]
        return files.flatMap { ElfFile.sections(name, in: $0) }
    }

    public static func isObject(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46]) || Archive.isOne(bytes)
    }
}
