// Our declarations of Capstone's C API against libcapstone-dev's own header.
//
// A C file includes both: macros give our names a prefix, and the compiler compares types, sizes and numbers.

import Foundation
import TestSupport
import Testing

@Suite struct CapstoneHeader {
    private let ours = Toolchain.packageRoot.appendingPathComponent("Sources/CCapstone/include").path

    private func compile(_ source: String) throws {
        try #require(
            FileManager.default.fileExists(atPath: "/usr/include/capstone/capstone.h"),
            "install libcapstone-dev: capstone/capstone.h was not found")
        let scratch = try Scratch()
        try scratch.write(Array(source.utf8), "compare.c")
        let outcome = try run(["clang", "-fsyntax-only", "-ferror-limit=0", "-I", ours, "compare.c"], in: scratch)
        #expect(outcome.code == 0, "\(outcome.errors)")
    }

    @Test func layoutAndNumbers() throws {
        var source = "#include <capstone/capstone.h>\n#include <stddef.h>\n"
        source += "enum { version = CS_API_MAJOR, arm = CS_ARCH_ARM64, x86 = CS_ARCH_X86, little = CS_MODE_LITTLE_ENDIAN, "
        source += "wide = CS_MODE_64 };\n#undef CS_API_MAJOR\n"
        let names = [
            "CS_API_MAJOR", "CS_ARCH_ARM64", "CS_ARCH_X86", "CS_MODE_LITTLE_ENDIAN", "CS_MODE_64", "cs_insn", "csh",
            "cs_version", "cs_open", "cs_close", "cs_malloc", "cs_free", "cs_disasm_iter",
        ]
        for name in names { source += "#define \(name) ours_\(name)\n" }
        source += "#include <capstone.h>\n"
        source += "_Static_assert(version == ours_CS_API_MAJOR && arm == ours_CS_ARCH_ARM64 && x86 == ours_CS_ARCH_X86 "
        source += "&& little == ours_CS_MODE_LITTLE_ENDIAN && wide == ours_CS_MODE_64, \"numbers\");\n"
        for name in names { source += "#undef \(name)\n" }
        for field in ["id", "address", "size", "bytes", "mnemonic", "op_str", "detail"] {
            source += "_Static_assert(offsetof(cs_insn, \(field)) == offsetof(ours_cs_insn, \(field)), \"\(field)\");\n"
        }
        source += "_Static_assert(sizeof(cs_insn) == sizeof(ours_cs_insn) && sizeof(csh) == sizeof(ours_csh), \"size\");\n"
        try compile(source)
    }

    @Test func functionsTakeWhatWePass() throws {
        let header = try String(contentsOfFile: ours + "/capstone.h", encoding: .utf8)
        let table = try #require(header.firstRange(of: "#define CEDE_CAPSTONE_API"))
        let end = try #require(header.firstRange(of: "#define CEDE_DECLARE"))
        // Where our declaration says int, the header says an enumeration.
        let loose = [
            "cs_open": "cs_err (*)(cs_arch, cs_mode, csh *)", "cs_close": "cs_err (*)(csh *)",
        ]
        var source = "#include <capstone/capstone.h>\n" + header[table.lowerBound..<end.lowerBound] + "\n"
        let names = ["cs_version", "cs_open", "cs_close", "cs_malloc", "cs_free", "cs_disasm_iter"]
        for name in names {
            source +=
                "#define PICK_\(name)(result, parameters) _Static_assert(__builtin_types_compatible_p("
                + "__typeof__(&\(name)), \(loose[name] ?? "result(*) parameters")), \"\(name)\");\n"
        }
        source += "#define COMPARE(result, name, parameters, arguments) PICK_##name(result, parameters)\n"
        source += "CEDE_CAPSTONE_API(COMPARE)\n"
        try compile(source)
    }
}
