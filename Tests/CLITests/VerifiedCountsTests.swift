// `cede verify`: cycles that are short by what their machine code says.

import Testing

#if arch(x86_64)
    @Suite struct VerifiedCountsTests {
        /// Loops of a function each, that end after some turns, and those that nobody can say so of.
        private let source = """
            typedef unsigned long size;
            int up(volatile int *p) { int s = 0; for (int i = 0; i < 90; i++) s += p[i]; return s; }
            void down(volatile char *p) { for (unsigned i = 100; i-- > 0;) *p = i; }
            void ahead(volatile short *p) { for (volatile short *q = p; q < p + 40; q++) *q += 2; }
            void apart(volatile int *p, int n) { for (int i = n; i != n + 30; i++) *p = i; }
            int ways(volatile int *p) {
                int s = 0;
                for (int i = 0; i < 90; i++) { if (p[i] > 3) continue; s += p[i]; if (p[1] == 9) s++; }
                return s;
            }
            void few(volatile char *to, unsigned n) { if (n < 50) for (unsigned i = 0; i < n; i++) to[i] = 1; }
            void byte(volatile char *to, const unsigned char *n) { for (unsigned i = 0, m = *n + 1; i < m; i++) to[i] = 1; }
            int open(volatile int *p, int n) { int s = 0; for (int i = 0; i < n; i++) s += p[i]; return s; }
            void never(volatile int *p) { for (unsigned char i = 7; i; i += 2) *p = i; }
            int again(volatile int *p) { int s = 0; for (int i = 0; i < 90; i++) { s += p[i]; if (s == 4) i = 0; } return s; }
            int calls(int (*f)(void)) { int s = 0; for (int i = 0; i < 90; i++) s += f(); return s; }
            void atLeast(volatile char *to, unsigned n) { if (n > 50) for (unsigned i = 0; i < n; i++) to[i] = 1; }
            void many(volatile int *p) { for (int i = 0; i < 100000; i++) *p = i; }
            void elsewhere(volatile char *to, volatile unsigned *n) { if (*n < 50) for (unsigned i = 0; i < *n; i++) to[i] = 1; }
            void over(volatile int *p, unsigned n) { for (unsigned i = 0; i != (n & 14) + 1; i += 2) *p = i; }

            """

        private static let builds = Workbench.compilers.flatMap { compiler in ["-O1", "-O2", "-O3"].map { [compiler, $0] } }

        @Test(arguments: builds) func ofCompilers(build: [String]) throws {
            let bench = try Workbench()
            try bench.write("x.c", source)
            #expect(try bench.run(build + ["-fno-unroll-loops", "-c", "x.c"]).code == 0)
            let found = try bench.cede("verify", "x.o")
            let endless = ["again", "atLeast", "calls", "elsewhere", "many", "never", "open", "over"]
            #expect(found.code == 1 && found.functions == endless, "\(found.text)")
        }

        /// gcc copies and fills a few bytes in a loop of its own, whose end is their number, rounded.
        @Test(.enabled(if: Workbench.compilers.contains("gcc"))) func copiesOfFewBytes() throws {
            let bench = try Workbench()
            try bench.write(
                "x.c",
                """
                void *memcpy(void *, const void *, unsigned long), *memset(void *, int, unsigned long);
                void copy(char *to, const char *from, unsigned long n) {
                    if (n > 45) n = 45;
                    memcpy(to + 9, from, n);
                    to[n] = 1;
                }
                void fill(char *to, unsigned long n) { if (n < 24) memset(to, 0, 24 - n); }
                void choose(char *to, const char *from, int which) { memcpy(to, from, which == 1 ? 3 : which == 2 ? 5 : 6); }

                """)
            #expect(try bench.run(["gcc", "-O2", "-c", "x.c"]).code == 0)
            let found = try bench.cede("verify", "x.o")
            #expect(found.code == 0 && found.text.contains("counted"), "\(found.text)")
        }

        /// In assembly, where each turn is as written: the loop's body, and whether it ends soon. Without turns it is no loop.
        private static let loops: [(before: String, body: String, turns: Int?)] = [
            ("mov $10, %ecx", "dec %ecx; jne 1b", 10),
            ("mov $10, %ecx", "sub $3, %ecx; jne 1b", nil),
            ("mov $10, %ecx", "sub $3, %ecx; jns 1b", 4),
            // The machine's arithmetic: a byte wraps round.
            ("mov $10, %ecx", "add $1, %ecx; test %cl, %cl; jne 1b", 246),
            ("xor %ecx, %ecx", "lea 1(%rcx), %rdx; cmp $5, %rdx; mov %rdx, %rcx; jb 1b", 5),
            ("xor %ecx, %ecx", "add $1, %ecx; cmp $-1, %ecx; jg 1b", nil),
            ("xor %ecx, %ecx", "add $1, %ecx; cmp $5, %ecx; jl 1b", 5),
            // Known in each turn, but another way goes round as well.
            ("xor %ecx, %ecx", "test %edi, (%rsi); je 1b; add $1, %ecx; cmp $5, %ecx; jl 1b", nil),
            // What is known from the second turn on.
            ("xor %ebx, %ebx", "test %edi, (%rsi); je 3f; nop; 3: test %ebx, %ebx; jne 2f; mov $1, %ebx; jmp 1b; 2:", 2),
            // After the first turn it is left.
            ("xor %ebx, %ebx", "test %ebx, %ebx; jne 2f; mov $1, %ebx; jmp 1b; 2:", 0),
            ("xor %ebx, %ebx", "test %ebx, %ebx; jne 2f; mov $0, %ebx; jmp 1b; 2:", nil),
            // What else changes a register.
            ("xor %ecx, %ecx", "add $1, %ecx; mov (%rsi), %ecx; cmp $5, %ecx; jl 1b", nil),
            ("xor %ecx, %ecx", "add $1, %ecx; xchg %rax, %rcx; cmp $5, %ecx; jl 1b", nil),
            ("xor %ecx, %ecx", "add $1, %ecx; rep stosb; cmp $5, %ebx; jl 1b", nil),
            ("xor %ebx, %ebx", "add $1, %ebx; rep stosb; cmp $5, %ebx; jl 1b", nil),
            ("xor %ebx, %ebx", "add $1, %ebx; cpuid; cmp $5, %ebx; jl 1b", nil),
            ("mov %rsi, %rax; lea 64(%rsi), %rdx", "mov %bl, (%rax); add $8, %rax; cmp %rdx, %rax; jne 1b", 8),
            ("mov %rsi, %rax; lea 60(%rsi), %rdx", "mov %bl, (%rax); add $8, %rax; cmp %rdx, %rax; jne 1b", nil),
            ("mov %rsi, %rax; lea 60(%rsi), %rdx", "mov %bl, (%rax); add $8, %rax; cmp %rdx, %rax; jb 1b", 8),
            // The end moves on as well.
            ("mov %rsi, %rax; lea 64(%rsi), %rdx", "add $1, %rdx; add $8, %rax; cmp %rdx, %rax; jb 1b", 10),
            ("mov %rsi, %rax; lea 64(%rsi), %rdx", "add $8, %rdx; add $8, %rax; cmp %rdx, %rax; jb 1b", nil),
            ("mov %rsi, %rax; mov 64(%rsi), %rdx", "add $8, %rax; cmp %rdx, %rax; jb 1b", nil),
            ("xor %edx, %edx; test %esi, %esi; sete %dl; lea 8(%rsi, %rdx), %rdx; mov %rsi, %rax", "add $1, %rax; cmp %rdx, %rax; jne 1b", 9),
            ("mov (%rsi), %edx; test %esi, %esi; sete %dl; lea 8(%rsi, %rdx), %rdx; mov %rsi, %rax", "add $1, %rax; cmp %rdx, %rax; jne 1b", nil),
            // Both are moved on by the turns of a loop around, which ends too.
            (
                "lea 256(%rsi), %rax; lea 240(%rsi), %rdx",
                "mov %rax, %rcx; 3: dec %rcx; cmp %rdx, %rcx; jne 3b; sub $16, %rax; sub $16, %rdx; cmp %rsi, %rax; jne 1b", 16
            ),
            // What was compared before is not what is compared.
            ("mov (%rsi), %edx; cmp $9, %edx; ja 2f; mov (%rsi), %edx; xor %eax, %eax", "add $1, %eax; cmp %edx, %eax; jb 1b; 2:", nil),
            ("mov (%rsi), %edx; cmp $9, %edx; ja 2f; xor %eax, %eax", "add $1, %eax; cmp %edx, %eax; jb 1b; 2:", 9),
            ("mov (%rsi), %edx; cmp $9, %edx; jl 2f; xor %eax, %eax", "add $1, %eax; cmp %edx, %eax; jb 1b; 2:", nil),
            ("mov (%rsi), %rdx; cmp $9, %edx; ja 2f; xor %eax, %eax", "add $1, %rax; cmp %rdx, %rax; jb 1b; 2:", nil),
        ]

        /// Why a loop is left is remembered in a register, which is asked for behind: nobody goes round who brings another number.
        @Test(arguments: [("mov $1, %ebx", true), ("mov $0, %ebx", false), ("mov %eax, %ebx", false), ("xor %ebx, %ebx; sete %bl; add $3, %ebx", true)])
        func waysThatNobodyGoes(reason: String, isNone: Bool) throws {
            let found = try Workbench().verify(assembly: [
                "f": """
                xor %ebx, %ebx
                1: call far
                test %eax, %eax
                je 2f
                \(reason)
                jmp 3f
                2: xor %ebx, %ebx
                call cede_check
                3: mov %rsi, %rdi
                test %ebx, %ebx
                je 1b
                ret
                """
            ])
            #expect(found.code == (isNone ? 0 : 1), "\(reason): \(found.text)")
        }

        @Test(arguments: loops.indices) func inAssembly(number: Int) throws {
            let loop = Self.loops[number]
            let found = try Workbench().verify(assembly: ["f": "\(loop.before); 1: \(loop.body); ret"], options: ["--all"])
            #expect(found.code == (loop.turns == nil ? 1 : 0), "\(loop): \(found.text)\(found.errors)")
            if let turns = loop.turns, turns > 0 { #expect(found.text.contains("at most \(turns) turns"), "\(loop): \(found.text)") }
        }
    }
#endif
