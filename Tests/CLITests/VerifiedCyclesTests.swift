// `cede verify`: the cycles it finds in compiled code, plain and built through cede.

import Foundation
import Testing

@Suite struct VerifiedCyclesTests {
    /// A cycle of every kind, each in a function of its own, and what has none.
    private let source = """
        extern int far(int);
        struct node { struct node *next; int v; };
        int list(struct node *p) { int s = 0; for (; p; p = p->next) s += far(p->v); return s; }
        int even(unsigned n);
        int odd(unsigned n) { return n == 0 ? 0 : even(n - 1) + far(1); }
        int even(unsigned n) { return n == 0 ? 1 : odd(n - 1) * far(3); }
        double sum(const double *a, long n) { double s = 0; for (long i = 0; i < n; i++) s += a[i]; return s; }
        int fixed(const volatile int *a) { int s = 0; for (int i = 0; i < 90; i++) s += a[i * 7]; return s; }
        int machine(const unsigned char *p) {
            int acc = 0;
            for (;;) switch (*p++) {
                case 0: return acc;
                case 1: acc++; break;
                case 2: acc *= 3; break;
                case 3: acc -= 7; break;
                case 4: acc ^= 0x55; break;
                case 5: acc = ~acc; break;
                case 6: acc += *p++; break;
            }
        }
        int once(int c) {
            switch (c) {
            case 0: return far(4);
            case 1: far(2); break;
            case 2: far(c); break;
            case 3: return far(12);
            case 4: far(9); break;
            case 5: far(c + 1);
            }
            return 1;
        }
        int threaded(const unsigned char *p) {
            static void *table[] = { &&stop, &&up, &&twice, &&minus };
            int acc = 0;
        #define NEXT goto *table[*p++ & 3]
            NEXT;
        up: acc++; NEXT;
        twice: acc *= 2; NEXT;
        minus: acc = -acc; NEXT;
        stop: return acc;
        }
        int back(int n) { int k = 0; again: k += n & 5; n = (n * 7) ^ k; if (n & 0x100) goto again; return k; }
        int tail(int (*f)(int), int x) { return f(x); }

        """
    private let cyclic = ["back", "even", "list", "machine", "odd", "sum", "threaded"]

    /// That all turns of a loop are short is in its machine code, unless what is counted is in memory.
    private func counted(_ build: [String]) -> [String] { build[1] == "-O0" ? ["fixed"] : [] }

    static let builds = Workbench.compilers.flatMap { compiler in
        ["-O0", "-O1", "-O2", "-O3"].map { [compiler, $0] }
    }

    @Test(arguments: builds) func plainObjectsAreListed(build: [String]) throws {
        let bench = try Workbench()
        try bench.write("x.c", source)
        _ = try bench.run(build + ["-c", "x.c"])
        let found = try bench.cede("verify", "x.o")
        #expect(found.code == 1 && found.errors.isEmpty, "\(found.errors)")
        // One of two that call each other may be taken into the other.
        let names = found.functions
        #expect(Set(names).union(["odd", "even"]) == Set(cyclic + counted(build)), "\(found.text)")
        #expect(names.contains("odd") || names.contains("even"))
    }

    @Test(arguments: builds) func builtThroughCede(build: [String]) throws {
        let bench = try Workbench()
        try bench.write("x.c", source)
        #expect(try bench.run([Workbench.tool, "cc", "--summary"] + build + ["-g", "-c", "x.c"]).code == 0)
        let object = try bench.cede("verify", "x.o", "--all")
        #expect(object.code == 0, "\(object.text)")
        #expect(object.text.contains("x.c:8: a loop without a check in `fixed`") && object.text.contains("90 turns"))
        #expect(object.text.contains("x.c:7: a loop without a check in `sum`") && object.text.contains("strip"))
        #expect(Set(object.functions).isSubset(of: ["fixed", "sum"]), "\(object.text)")
        // Without lines nothing says which loop of the source it is, so a strip is like any other.
        _ = try bench.run(["strip", "-g", "x.o"])
        let bare = try bench.cede("verify", "x.o")
        #expect(bare.code == 1 && bare.functions == counted(build) + ["sum"], "\(bare.text)")
    }

    /// Takes the checks out of one function after another: each is missed, whatever else is explained. (Of those of one
    /// function some may be spared, where compilers have copied a cycle's check.)
    @Test(arguments: builds.filter { ["-O0", "-O2"].contains($0[1]) })
    func checksThatAreLostAreFound(build: [String]) throws {
        let bench = try Workbench()
        try bench.write("x.c", source)
        #expect(try bench.run([Workbench.tool, "cc", "--summary"] + build + ["-g", "-S", "x.c"]).code == 0)
        let text = try bench.text("x.s")
        for functions in [["back"], ["list"], ["machine"], ["odd", "even"], ["sum"], ["threaded"]] {
            var text = text
            // clang puts what is rarely run into functions of their own.
            let parts = functions + functions.map { $0 + ".cold.1" }
            for function in parts where text.contains("\n\(function):") {
                let start = try #require(text.firstRange(of: "\n\(function):")).upperBound
                let end = try #require(text.firstRange(of: ".size\t\(function),")).lowerBound
                // Without its way into the slow path a check is a test of something.
                let call = /call\w*\s+cede_check_(call|trampoline)(@PLT)?/
                text.replaceSubrange(start..<end, with: text[start..<end].replacing(call, with: "nop"))
            }
            try bench.write("y.s", text)
            #expect(try bench.run([build[0], "-c", "y.s"]).code == 0)
            let found = try bench.cede("verify", "y.o")
            #expect(found.code == 1 && parts.contains { found.text.contains("`\($0)`") }, "\(functions): \(found.text)")
        }
    }

    @Test(arguments: Workbench.compilers) func librariesArchivesAndStrippedPrograms(compiler: String) throws {
        let bench = try Workbench()
        try bench.write("x.c", source.replacingOccurrences(of: "extern int far(int);", with: "int far(int x) { return x; }"))
        try bench.write("main.c", "int once(int); int main(void) { return once(7) != 1; }\n")
        // A library calls the slow path through a slot.
        #expect(try bench.run([Workbench.tool, "cc", "--summary", compiler, "-O2", "-g", "-fPIC", "-shared", "x.c", "-o", "libx.so"]).code == 0)
        let library = try bench.cede("verify", "libx.so", "--all")
        #expect(library.code == 0 && library.text.contains("in strips"), "\(library.text)")
        _ = try bench.run([Workbench.tool, "cc", "--summary", compiler, "-O2", "-g", "-c", "x.c"])
        _ = try bench.run(["ar", "rc", "libx.a", "x.o"])
        #expect(try bench.cede("verify", "libx.a").text.contains("libx.a(x.o): "))
        // The runtime's own way into the slow path, which is all that a stripped program has of it.
        try bench.write("stub.c", "__thread volatile unsigned char cede_flag; void cede__check_slow(void) {}\nstruct { unsigned a, b; } cede__vector_state = {512, 0};\n")
        let assembly = Workbench.package.appendingPathComponent("Sources/CedeRuntime/checks/check_x86_64.S").path
        let link = try bench.run([compiler, "x.o", "main.c", "stub.c", assembly, "-o", "program"])
        #expect(link.code == 0, "\(link.errors)")
        let whole = try bench.cede("verify", "program")
        #expect(whole.code == 0, "\(whole.text)")
        // A library's object in a program: the linker has made the way through the slot shorter.
        #expect(try bench.run([Workbench.tool, "cc", "--summary", compiler, "-O2", "-g", "-fPIC", "-c", "x.c", "-o", "pic.o"]).code == 0)
        #expect(try bench.run([compiler, "pic.o", "main.c", "stub.c", assembly, "-o", "other"]).code == 0)
        for strips in [false, true] {
            if strips { _ = try bench.run(["strip", "--strip-symbol=cede__check_by_slot", "--strip-symbol=cede_check_call", "other"]) }
            let other = try bench.cede("verify", "other")
            #expect(other.code == 0, "\(other.text)")
        }
        #expect(try bench.run(["strip", "program"]).code == 0)
        let stripped = try bench.cede("verify", "program", "--format", "json")
        let files = try JSONSerialization.jsonObject(with: stripped.out) as? [String: Any]
        let file = try #require((files?["files"] as? [[String: Any]])?.first)
        // Those that only a line explains.
        #expect((1...4).contains(try #require(file["unexplained"] as? Int)), "\(stripped.text)")
        #expect(try bench.run([compiler, "-O2", "x.c", "main.c", "-s", "-o", "plain"]).code == 0)
        let plain = try bench.cede("verify", "plain")
        #expect(plain.code == 1 && plain.text.contains("plain: needs libc.so.6: it has no checks"), "\(plain.text)")
        #expect(plain.text.split(separator: "\n").count > 8, "\(plain.text)")
    }
}
