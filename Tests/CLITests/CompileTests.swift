// `cede cc` in place of the compiler: the same program, files and words.

import Foundation
import Testing

@Suite struct CompileTests {
    @Test(
        arguments: Workbench.compilers,
        ["-O0", "-O2 -flto -g", "-O2 -fPIC -g3", "-O2 -static", "-O1 -save-temps"])
    func theProgramDoesTheSame(compiler: String, flags: String) throws {
        // clang's LTO needs lld; a linker without the plugin fails with and without cede.
        let flags =
            flags.split(separator: " ").map(String.init)
            + (compiler == "clang" && flags.contains("-flto") ? ["-fuse-ld=lld"] : [])
        let bench = try Workbench()
        try bench.writeProgram()
        let sources = ["main.c", "fact.c"]
        for (command, program) in [([compiler], "plain"), ([Workbench.tool, "cc", compiler], "checked")] {
            let built = try bench.run(
                command + flags + ["-Wall", "-Wextra", "-Werror"] + sources + ["-o", program])
            #expect(built.code == 0 && built.errors.isEmpty, "\(built.errors)")
        }
        let plain = try bench.run(["./plain", "5000"])
        let checked = try bench.run(["./checked", "5000"])
        #expect(plain.code == 3 && checked.code == 3)
        #expect(plain.out == checked.out && !plain.out.isEmpty)
        #expect(bench.leftovers.isEmpty)
        #expect(try symbols(bench, "checked").contains(Workbench.check(of: compiler)))
    }

    @Test(arguments: Workbench.compilers)
    func objectsThenLink(compiler: String) throws {
        let bench = try Workbench()
        try bench.writeProgram()
        #expect(try bench.cede("cc", compiler, "-O2", "-c", "main.c", "fact.c").code == 0)
        #expect(try symbols(bench, "main.o").contains(Workbench.check(of: compiler)))
        #expect(try bench.cede("cc", compiler, "main.o", "fact.o", "-o", "prog").code == 0)
        #expect(try bench.run(["./prog"]).code == 3)
        try bench.write("args.rsp", "-O2 \"main.c\" fact.c\n -o prog2")
        #expect(try bench.cede("cc", compiler, "@args.rsp").code == 0)
        #expect(try bench.run(["./prog2"]).code == 3)
        #expect(try bench.cede("cc", compiler, "-S", "-O2", "fact.c").code == 0)
        #expect(try bench.text("fact.s").contains("cede_check_trampoline"))
        #expect(try bench.cede("cc", compiler, "-x", "c", "-c", "main.c", "-o", "x.o").code == 0)
        #expect(try bench.cede("cc", compiler, "-r", "main.c", "fact.c", "-o", "part.o").code == 0)
        #expect(try symbols(bench, "part.o").contains("T main"))
    }

    @Test(arguments: Workbench.compilers)
    func aSourceFromStandardInput(compiler: String) throws {
        let bench = try Workbench()
        try bench.write("x.c", Sources.loop + "int main(void) { return f(255) + __FILE__[1] - 's'; }\n")
        let script = "\(Workbench.tool) cc \(compiler) -Wall -Werror -O2 -x c - -o x < x.c"
        let built = try bench.run(["sh", "-c", script])
        #expect(built.code == 0 && built.errors.isEmpty, "\(built.errors)")
        #expect(try bench.run(["./x"]).code == 8)
        #expect(
            try bench.run(["sh", "-c", "\(Workbench.tool) cc \(compiler) -x c -c - -o y.o < x.c"]).code == 0)
        #expect(try symbols(bench, "y.o").contains("cede_check"))
        let wrong = "echo 'int f(void) { return y; }' |"
        let plain = try bench.run(["sh", "-c", "\(wrong) \(compiler) -x c -c -"])
        let ours = try bench.run(["sh", "-c", "\(wrong) \(Workbench.tool) cc \(compiler) -x c -c -"])
        #expect(ours.code == plain.code && ours.errors == plain.errors && ours.code != 0)
    }

    @Test(arguments: Workbench.compilers)
    func sharedLibrariesAndPlugins(compiler: String) throws {
        let bench = try Workbench()
        try bench.write("plug.c", Sources.loop)
        try bench.write(
            "host.c",
            """
            #include <dlfcn.h>
            #include <stdio.h>
            int main(void) {
                void *plug = dlopen("./plug.so", RTLD_NOW);
                if (!plug) return puts(dlerror()), 1;
                int (*f)(int) = (int (*)(int))dlsym(plug, "f");
                return f(255);
            }
            """)
        let built = try bench.cede("cc", compiler, "-O2", "-fPIC", "-shared", "plug.c", "-o", "plug.so")
        #expect(built.code == 0, "\(built.errors)")
        #expect(try bench.run(["nm", "-D", "plug.so"]).text.contains("U cede_check_trampoline"))
        #expect(try bench.cede("cc", compiler, "host.c", "-o", "host", "-ldl").code == 0)
        #expect(try bench.run(["./host"]).code == 8)
        let complete = try bench.cede(
            "cc", compiler, "-fPIC", "-shared", "-Wl,-z,defs", "plug.c", "-o", "complete.so")
        #expect(complete.code == 0, "\(complete.errors)")
    }

    @Test func mainOnTaskIsALinkOption() throws {
        let bench = try Workbench()
        try bench.writeProgram()
        let compiler = try #require(Workbench.compilers.first)
        #expect(try bench.cede("cc", "--main-on-task", compiler, "main.c", "fact.c", "-o", "prog").code == 0)
        #expect(try bench.run(["./prog"]).text.hasPrefix("main on a task\n"))
        bench.environment["CEDE_CC_OPTIONS"] = "--main-on-task --budget 50us"
        #expect(try bench.cede("cc", compiler, "main.c", "fact.c", "-o", "prog").code == 0)
        #expect(try bench.run(["./prog"]).text.hasPrefix("main on a task\n"))
    }

    @Test(arguments: Workbench.compilers)
    func debugInformationNamesTheOriginal(compiler: String) throws {
        let bench = try Workbench()
        try bench.write("d/x.c", Sources.loop)
        #expect(try bench.cede("cc", compiler, "-g", "-c", "d/x.c").code == 0)
        let info = try bench.run(["readelf", "--debug-dump=info", "x.o"]).text
        let unit = info.split(separator: "\n").filter {
            $0.contains("DW_AT_name") || $0.contains("DW_AT_comp_dir")
        }
        #expect(unit[0].hasSuffix(" d/x.c"), "\(unit[0])")
        #expect(unit[1].hasSuffix(" " + bench.folder.path), "\(unit[1])")
    }

    @Test(arguments: Workbench.compilers)
    func theUsersIncludesAndMacrosAreSpentOnce(compiler: String) throws {
        let bench = try Workbench()
        try bench.write("inc/a.h", "#define A 1\nstatic inline int a(void) { return A + B; }\n")
        try bench.write(
            "x.c", "#include \"a.h\"\nint main(void) { int k = 0; while (k < B) k++; return k + a(); }\n")
        let built = try bench.cede(
            "cc", compiler, "-Werror", "-Wall", "-Iinc", "-DB=5", "-include", "inc/a.h", "-UA", "-DQ=\"a b\"",
            "-Wno-redundant-decls", "-isystem", "inc", "-c", "x.c")
        // The header has no guard: it is there twice, and both compilers refuse it, as without cede.
        let plain = try bench.run([
            compiler, "-Werror", "-Wall", "-Iinc", "-DB=5", "-include", "inc/a.h", "-UA", "-DQ=\"a b\"",
            "-Wno-redundant-decls", "-isystem", "inc", "-c", "x.c",
        ])
        #expect(built.code == plain.code && built.errors == plain.errors)
        let once = try bench.cede("cc", compiler, "-Werror", "-Wall", "-Iinc", "-DB=5", "x.c", "-o", "x")
        #expect(once.code == 0 && once.errors.isEmpty, "\(once.errors)")
        #expect(try bench.run(["./x"]).code == 11)
    }

    private func symbols(_ bench: Workbench, _ file: String) throws -> String {
        try bench.run(["nm", file]).text
    }
}
