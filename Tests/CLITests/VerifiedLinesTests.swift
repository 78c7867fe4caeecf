// `cede verify`: what the lines of a cycle and the plan that a program carries explain.

import Testing

@Suite struct VerifiedLinesTests {
    /// No instruction of a loop need have the line of its head; then it is the innermost that holds all of them.
    @Test(arguments: Workbench.compilers) func loopsAreKnownByAnyOfTheirLines(compiler: String) throws {
        let bench = try Workbench()
        let loop = "int f(volatile int *p, int n) { int s = 0;\n#line 12\n  for (int i = 0; i < n; i++) s += p[i];\n  return s; }\n"
        let cases: [(String, Int32)] = [
            ("bounded 10 14", 0), ("bounded 10 11", 1), ("bounded 13 14", 1), ("fault 10 14", 1),
            // The inner one has lost its check; the outer one is another.
            ("bounded 9 20, checked 11 13", 1), ("checked 9 20, bounded 11 13", 0), ("bounded 9 20, bounded 11 13", 0),
            // On the same lines they cannot be told apart.
            ("bounded 10 14, checked 10 14", 1),
        ]
        for (records, code) in cases {
            try bench.write("x.c", loop)
            let built = try bench.run([compiler, "-O1", "-g", "-fno-unroll-loops", "-c", "x.c"])
            #expect(built.code == 0, "\(built.errors)")
            try bench.carry(
                records.split(separator: ", ").map { record in
                    let words = record.split(separator: " ").map(String.init)
                    return [words[0], "f", "x.c", words[1], words[2], "so it is"]
                }, in: "x.o")
            let found = try bench.cede("verify", "x.o")
            #expect(found.code == code, "\(records): \(found.text)\(found.errors)")
        }
    }

    /// The lines of what was inlined are those of another function, whichever section the code is in.
    @Test(arguments: Workbench.compilers) func objectsOfSeveralSections(compiler: String) throws {
        let bench = try Workbench()
        try bench.write(
            "x.c",
            """
            static inline void put(volatile int *p, int n) {
                while (n > 7) n -= *p;
                *p = n;
            }
            void f(volatile int *p, int n) { for (int i = 0; i < 16; i++) put(p, n); }
            __attribute__((section(".text.other"))) void g(volatile int *p, int n) {
                for (int i = 0; i < 16; i++) put(p, n);
            }

            """)
        #expect(try bench.run([Workbench.tool, "cc", "--summary", compiler, "-O2", "-g", "-c", "x.c"]).code == 0)
        let found = try bench.cede("verify", "x.o", "--all")
        #expect(found.code == 0, "\(found.text)")
        for place in ["x.c:5: a loop without a check in `f`", "x.c:7: a loop without a check in `g`"] {
            #expect(found.text.contains(place), "\(found.text)")
        }
    }

    #if arch(x86_64)
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
    #endif
}
