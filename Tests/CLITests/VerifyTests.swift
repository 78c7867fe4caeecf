// `cede verify`: what it finds in compiled programs, and what it says when it cannot.

import Foundation
import Testing

@Suite struct VerifyTests {
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
    private let cyclic = ["back", "even", "fixed", "list", "machine", "odd", "sum", "threaded"]

    static let builds = Workbench.compilers.flatMap { compiler in
        ["-O0", "-O1", "-O2", "-O3"].map { [compiler, $0] }
    }

    private func functions(_ text: String) -> [String] {
        Set(text.matches(of: /`(\w+)`/).map { String($0.1) }).sorted()
    }

    @Test(arguments: builds) func plainObjectsAreListed(build: [String]) throws {
        let bench = try Workbench()
        try bench.write("x.c", source)
        _ = try bench.run(build + ["-c", "x.c"])
        let found = try bench.cede("verify", "x.o")
        #expect(found.code == 1 && found.errors.isEmpty, "\(found.errors)")
        // One of two that call each other may be taken into the other.
        let names = functions(found.text)
        #expect(Set(names).union(["odd", "even"]) == Set(cyclic), "\(found.text)")
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
        #expect(Set(functions(object.text)).isSubset(of: ["fixed", "sum"]), "\(object.text)")
        // Without lines nothing says which loop of the source it is.
        _ = try bench.run(["strip", "-g", "x.o"])
        let bare = try bench.cede("verify", "x.o")
        #expect(bare.code == 1 && functions(bare.text) == ["fixed", "sum"], "\(bare.text)")
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
            for function in functions {
                let start = try #require(text.firstRange(of: "\n\(function):")).upperBound
                let end = try #require(text.firstRange(of: ".size\t\(function),")).lowerBound
                // Without its way into the slow path a check is a test of something.
                let call = /call\w*\s+cede_check_(call|trampoline)(@PLT)?/
                text.replaceSubrange(start..<end, with: text[start..<end].replacing(call, with: "nop"))
            }
            try bench.write("y.s", text)
            #expect(try bench.run([build[0], "-c", "y.s"]).code == 0)
            let found = try bench.cede("verify", "y.o")
            #expect(found.code == 1 && !Set(self.functions(found.text)).isDisjoint(with: functions), "\(functions): \(found.text)")
        }
    }

    /// No instruction of a loop need have the line of its head; then it is the innermost that holds all of them.
    @Test(arguments: Workbench.compilers) func loopsAreKnownByAnyOfTheirLines(compiler: String) throws {
        let bench = try Workbench()
        let loop = "int f(volatile int *p) { int s = 0;\n#line 12\n  for (int i = 0; i < 90; i++) s += p[i];\n  return s; }\n"
        let cases: [(String, Int32)] = [
            ("bounded 10 14", 0), ("bounded 10 11", 1), ("bounded 13 14", 1), ("fault 10 14", 1),
            // The inner one has lost its check; the outer one is another.
            ("bounded 9 20, checked 11 13", 1), ("checked 9 20, bounded 11 13", 0), ("bounded 9 20, bounded 11 13", 0),
            // On the same lines they cannot be told apart.
            ("bounded 10 14, checked 10 14", 1),
        ]
        for (records, code) in cases {
            let text = records.split(separator: ", ").map { record in
                let words = record.split(separator: " ")
                return "\(words[0])\\tf\\tx.c\\t\(words[1])\\t\(words[2])\\tso it is\\n"
            }.joined()
            let section = ".section .cede.cycles,\\\"e\\\",@progbits\\n.ascii \\\"cede-cycles 2\\\\n\(text.replacing("\\", with: "\\\\"))\\\"\\n.previous"
            try bench.write("x.c", "asm(\"\(section)\");\n" + loop)
            let built = try bench.run([compiler, "-O1", "-g", "-fno-unroll-loops", "-c", "x.c"])
            #expect(built.code == 0, "\(built.errors)")
            let found = try bench.cede("verify", "x.o")
            #expect(found.code == code, "\(records): \(found.text)\(found.errors)")
        }
    }

    /// Of another file's function an object says nothing, but its source does, and `cede cc --summary` hands that on.
    @Test func whatIsDeclaredNotToComeBackIsCarried() throws {
        let bench = try Workbench()
        for (attribute, isSaid) in [("__attribute__((noreturn))", true), ("", false)] {
            try bench.write(
                "n.c",
                "extern \(attribute) void fail(const char *);\nint f(int n) { while (n > 9) if (n-- == 12) fail(\"\"); return n; }\n")
            #expect(try bench.cede("cc", "--summary", "clang", "-O2", "-c", "n.c", "-o", "n.o").code == 0)
            let section = try bench.run(["objcopy", "--dump-section", ".cede.cycles=n.txt", "n.o"])
            #expect(try section.code == 0 && bench.text("n.txt").contains("noreturn\tfail\t") == isSaid)
        }
    }

    #if arch(x86_64)
        /// What stands behind a call that does not come back is not where it goes on: of a library's function, and of a
        /// program's own that ends in such a call.
        @Test(arguments: Workbench.compilers) func callsThatDoNotComeBack(compiler: String) throws {
            let bench = try Workbench()
            let walk = { (name: String, behind: String) in
                "\(name): sub $8, %rsp; 1: call far; test %eax, %eax; je 2f; call \(behind); jmp 1b; 2: add $8, %rsp; ret; "
                    + ".type \(name), @function; .size \(name), . - \(name);"
            }
            try bench.write(
                "x.c",
                """
                #include <setjmp.h>
                static jmp_buf there;
                __attribute__((noinline)) int far(int n) { __asm__ volatile("" : "+r"(n)); return n; }
                __attribute__((noinline, noreturn)) void leave(void) { far(2); longjmp(there, 1); }
                __asm__(".text; \(walk("turns", "far"))");
                __asm__(".text; \(walk("ends", "abort"))");
                __asm__(".text; \(walk("gives_up", "leave"))");
                void turns(void), ends(void), gives_up(void), abort(void);
                int main(void) { if (!setjmp(there)) { turns(); ends(); gives_up(); abort(); leave(); } return 0; }

                """)
            #expect(try bench.run([compiler, "-O1", "x.c", "-o", "x"]).code == 0)
            let found = try bench.cede("verify", "x")
            #expect(found.code == 1 && functions(found.text) == ["turns"], "\(found.text)")
        }

        /// What a compiler fills up with before a loop leads into it, and nobody comes that way: the loop begins where it is jumped to.
        @Test func whatAlignsALoopIsNoWayIn() throws {
            let bench = try Workbench()
            try bench.write(
                "y.s",
                """
                .text
                .globl f
                .type f, @function
                f: jmp 2f
                .nops 8
                1: mov %ecx, %ebx
                2: call far
                  test %eax, %eax
                  jne 1b
                  call near
                  test %eax, %eax
                  jne 2b
                  ret
                .size f, . - f

                """)
            #expect(try bench.run(["gcc", "-c", "y.s", "-o", "y.o"]).code == 0)
            let found = try bench.cede("verify", "y.o")
            #expect(found.code == 1 && found.text.contains("y.o: 1 function, 1 without a check"), "\(found.text)")
        }

        /// What is left of a strip without the check of the loop that it calls is entered behind that check, too, and begins where
        /// the strip does.
        @Test(arguments: Workbench.compilers) func stripsOfCallsThatCheck(compiler: String) throws {
            let bench = try Workbench()
            try bench.write(
                "x.c",
                """
                static void down(int *h, int k, int n) {
                    int v = h[k], j = 2 * k;
                    while (j <= n) {
                        if (j < n && h[j + 1] < h[j]) j++;
                        if (v < h[j]) break;
                        h[k] = h[j];
                        k = j;
                        j *= 2;
                    }
                    h[k] = v;
                }
                void heap(int *h, int n) {
                    for (int k = n / 2; k >= 1; k--) down(h, k, n);
                }

                """)
            #expect(try bench.run([Workbench.tool, "cc", "--summary", compiler, "-O2", "-g", "-c", "x.c"]).code == 0)
            let found = try bench.cede("verify", "x.o", "--all")
            #expect(found.code == 0 && found.text.contains("x.c:13: a loop without a check in `heap`"), "\(found.text)")
        }

        /// Two tables stand one behind the other; what the second holds, taken for the first's, would lead back.
        @Test func aTableEndsWhereTheNextBegins() throws {
            let bench = try Workbench()
            try bench.write(
                "y.s",
                """
                .text
                .globl f
                .type f, @function
                f: call far
                  lea first(%rip), %rdx
                  movslq (%rdx,%rax,4), %rax
                  add %rdx, %rax
                  jmp *%rax
                1: ret
                2: call near
                  lea second(%rip), %rdx
                  movslq (%rdx,%rax,4), %rax
                  add %rdx, %rax
                  jmp *%rax
                  jmp f
                  .nops 6
                3: ret
                .size f, . - f
                .section .rodata
                first: .long 1b - first, 2b - first
                second: .long 3b - second, 1b - second

                """)
            #expect(try bench.run(["gcc", "-c", "y.s", "-o", "y.o"]).code == 0)
            let found = try bench.cede("verify", "y.o")
            #expect(found.code == 0 && found.text.contains("every cycle has a check"), "\(found.text)\(found.errors)")
        }

        /// In an object, by what its source declared of functions of other files; of one of its own it is seen what it does.
        @Test func callsOfOtherFilesThatDoNotComeBack() throws {
            let bench = try Workbench()
            let text = """
                .text
                .globl gives_up, own
                .type gives_up, @function
                gives_up: sub $8, %rsp
                1: call far
                  test %eax, %eax
                  je 2f
                  call FAIL
                  jmp 1b
                2: add $8, %rsp
                  ret
                .size gives_up, . - gives_up
                .type own, @function
                own: ret
                .size own, . - own

                """
            let record = { (name: String) in "\n.section .cede.cycles,\"e\",@progbits\n.ascii \"cede-cycles 2\\nnoreturn\\t\(name)\\t\\t0\\t0\\t\\n\"\n" }
            let cases: [(String, String, Int32)] = [("fail", "", 1), ("fail", "fail", 0), ("fail", "other", 1), ("own", "own", 1)]
            for (callee, said, code) in cases {
                let source = text.replacing("FAIL", with: callee) + (said.isEmpty ? "" : record(said))
                try bench.write("y.s", source)
                #expect(try bench.run(["gcc", "-c", "y.s", "-o", "y.o"]).code == 0)
                let found = try bench.cede("verify", "y.o")
                #expect(found.code == code, "\(callee), \(said): \(found.text)\(found.errors)")
            }
        }
    #endif

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
        let assembly = Workbench.package.appendingPathComponent("Sources/CedeRuntime/check_x86_64.S").path
        let link = try bench.run([compiler, "x.o", "main.c", "stub.c", assembly, "-o", "program"])
        #expect(link.code == 0, "\(link.errors)")
        let whole = try bench.cede("verify", "program")
        #expect(whole.code == 0, "\(whole.text)")
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

    @Test func allowancesAndLibraries() throws {
        let bench = try Workbench()
        try bench.write("x.c", "volatile int n; int main(void) { while (n) n &= n - 1; return 0; }\n")
        _ = try bench.run(["gcc", "-O2", "x.c", "-o", "plain"])
        #expect(try bench.cede("verify", "plain").code == 1)
        try bench.write("allow", "ma* -- halves a number\nlibc.so.* -- the C library\nld-linux* -- the loader\nnowhere -- gone\n")
        let allowed = try bench.cede("verify", "plain", "--allow", "allow", "--libraries")
        #expect(allowed.code == 0 && allowed.errors.contains("allow: warning: nothing is named nowhere"), "\(allowed)")
        try bench.write("some", "main -- halves a number\n")
        #expect(try bench.cede("verify", "plain", "--allow", "some").code == 0)
        #expect(try bench.cede("verify", "plain", "--allow", "some", "--libraries").code == 1)
        try bench.write("bad", "# so\nmain\n")
        let bad = try bench.cede("verify", "plain", "--allow", "bad")
        #expect(bad.code == 2 && bad.errors.contains("bad:2: error: no reason"), "\(bad.errors)")
    }

    @Test func trouble() throws {
        let bench = try Workbench()
        try bench.write("x.c", "int f(int n) { return n; }\n")
        _ = try bench.run(["gcc", "-c", "x.c"])
        try bench.write("cut.o", Data(try bench.read("x.o").prefix(300)))
        for (path, why) in [("x.c", "no ELF file"), ("missing", "cannot read it"), ("cut.o", "cut short")] {
            let told = try bench.cede("verify", path, "x.o")
            #expect(told.code == 2 && told.errors.contains("\(path): error: ") && told.errors.contains(why), "\(told.errors)")
            #expect(told.text.contains("x.o: 1 function, every cycle has a check"), "\(told.text)")
        }
        #expect(try bench.cede("verify").code == 64)
        bench.environment["LIBCAPSTONE_PATH"] = "/nowhere/libcapstone.so"
        let missing = try bench.cede("verify", "x.o")
        #expect(missing.code == 2 && missing.errors.contains("install libcapstone4"), "\(missing.errors)")
    }
}
