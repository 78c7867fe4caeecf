// `cede rewrite` of a folder: its own headers are rewritten once, so that every source that reads them agrees.

import Foundation
import Testing

@Suite struct HeaderRewriteTests {
    private static let sources = [
        "src/list.h": """
        #ifndef LIST_H
        #define LIST_H
        #include <stddef.h>
        #define EACH(i, n) for (int i = 0; i < (n); i++)
        #define DRAIN(n) while (n) n--
        struct node { struct node *next; int v; };
        static inline int sum(struct node *p) { int s = 0; while (p) { s += p->v; p = p->next; } return s; }
        static inline int total(const int *a, size_t n) { int s = 0; for (size_t i = 0; i < n; i++) s += a[i]; return s; }
        #endif

        """,
        "src/body.inc": """
        static T NAME(T n) {
            T s = 0;
            for (T i = 0; i < n; i++) s += i;
            while (n > 0 && s < 100000) { s += n; n--; }
            return s;
        }

        """,
        "src/cases.inc": "case 1: while (n < 9 && n > 0) n++; break;\n",
        "src/a.c": """
        #include "list.h"
        #include <stdio.h>
        #define T int
        #define NAME sumInt
        #include "body.inc"
        #undef T
        #undef NAME
        #define T long
        #define NAME sumLong
        #include "body.inc"
        int b(int n);
        int part(int n);
        static int piece(int n) {
            switch (n) {
        #include "cases.inc"
            default: break;
            }
            return n;
        }
        int main(void) {
            struct node two = {0, 4}, one = {&two, 3};
            int a[100]; EACH(i, 100) a[i] = i;
            int n = 5; DRAIN(n);
            printf("%d %d %d %ld ", sum(&one), total(a, 100), sumInt(9), sumLong(9));
            printf("%d %d %d %d\\n", b(7), n, piece(1), part(40));
            return 0;
        }

        """,
        "src/b.c": """
        #include "list.h"
        // cede:no-yield -- short
        static int quiet(int n) { DRAIN(n); return n; }
        int b(int n) { int s = 0; EACH(i, n) s += i; int a[3] = {1, 2, 3}; return s + total(a, 3) + quiet(n); }

        """,
        "src/unity.c": "#include \"part.c\"\n",
        "src/part.c": "int part(int n) { while (n > 9 && n < 99) n--; return n; }\n",
    ]

    private func bench() throws -> Workbench {
        let bench = try Workbench()
        for (name, text) in Self.sources { try bench.write(name, text) }
        return bench
    }

    @Test(arguments: Workbench.compilers)
    func headersAreRewrittenOnce(_ compiler: String) throws {
        let bench = try bench()
        bench.environment["CC"] = compiler
        let outcome = try bench.cede("rewrite", "-o", "out", "src")
        #expect(outcome.code == 0)
        let header = try bench.text("out/src/list.h").split(separator: "\n", omittingEmptySubsequences: false)
        #expect(header[3] == "#define EACH(i, n) for (int i = 0; i < (n); i++, cede_check())")
        #expect(header[5].hasPrefix("extern void cede_check(void); struct node"))
        #expect(header[6].contains("p = p->next; cede_check(); }"))
        #expect(header[7].contains("__cede_end"), "a strip, once, though two sources need it")
        // One source uses it where nothing may be inserted, so nobody has it, and the other is told.
        #expect(header[4] == "#define DRAIN(n) while (n) n--")
        #expect(outcome.errors.contains("src/a.c:23:16: warning: left without a check"), "\(outcome.errors)")
        // int and long count in different types, so no strip is right for both.
        #expect(
            try bench.text("out/src/body.inc").contains("for (T i = 0; i < n; i++, cede_check()) s += i;"))
        #expect(!bench.exists("out/src/cases.inc"), "a piece of a function is left alone")
    }

    @Test(arguments: Workbench.compilers)
    func theyAreTheSameProgram(_ compiler: String) throws {
        let bench = try bench()
        bench.environment["CC"] = compiler
        #expect(try bench.cede("rewrite", "-o", "out", "src").code == 0)
        let library = (bench.environment["CEDE_RUNTIME"] ?? "") + "/lib/libcede.a"
        func build(_ folder: String, _ sources: [String]) throws -> String {
            let made = try bench.run(
                [compiler, "-Wall", "-Wextra", "-Werror", "-O2", "-Isrc"] + sources.map { folder + $0 }
                    + [library, "-pthread", "-o", "program"])
            #expect(made.code == 0, "\(made.errors)")
            return try bench.run([bench.file("program").path]).text
        }
        let plain = try build("src/", ["a.c", "b.c", "part.c"])
        #expect(plain == "7 4950 81 81 27 0 9 9\n")
        // A source that another includes is right by itself as well.
        #expect(try build("out/src/", ["a.c", "b.c", "part.c"]) == plain)
        #expect(try build("out/src/", ["a.c", "b.c", "unity.c"]) == plain)
        bench.environment["CEDE_YIELD"] = "always"
        #expect(try build("out/src/", ["a.c", "b.c", "unity.c"]) == plain)
    }

    @Test func rewritingOnceMoreChangesNothing() throws {
        let bench = try bench()
        #expect(try bench.cede("rewrite", "--in-place", "src").code == 0)
        let once = try Self.sources.keys.map { try bench.text($0) }
        #expect(try bench.text("src/list.h").contains("cede_check()"))
        #expect(try bench.cede("rewrite", "--in-place", "src").code == 0)
        #expect(try Self.sources.keys.map { try bench.text($0) } == once)
    }

    /// In C++ the check is declared in another way, and one line cannot be both.
    @Test func aHeaderOfTwoLanguagesIsLeft() throws {
        let bench = try bench()
        try bench.write("src/c.cc", "#include \"list.h\"\nint c(node *p) { return sum(p); }\n")
        let outcome = try bench.cede("rewrite", "-o", "out", "src")
        #expect(outcome.errors.contains("the sources that read that do not agree"), "\(outcome.errors)")
        #expect(!bench.exists("out/src/list.h"))
    }

    /// From C++14 on the check is `constexpr`, so what the header declares is too; what the compiler runs before the source
    /// defines it has none.
    @Test(arguments: ["clang++", "g++"]) func aHeaderOfConstantExpressions(compiler: String) throws {
        let bench = try Workbench()
        try bench.write(
            "src/sum.hpp",
            """
            #ifndef SUM_HPP
            #define SUM_HPP
            inline int down(int n) { while (n > 9) n -= n % 3 + 1; return n; }
            constexpr int sum(int n) { int s = 0; for (int i = 0; i < n; i += n % 3 + 1) s += i; return s; }
            static_assert(sum(4) == 2, "as a constant, in the header");
            #endif

            """)
        try bench.write(
            "src/main.cc",
            """
            #include "sum.hpp"
            constexpr int twice(int n) { int s = 0; while (s < 2 * n) s += n % 3 + 1; return s; }
            static_assert(sum(5) == 3 && twice(3) == 6, "as a constant");
            int main(int count, char **) { while (count++ < 5) {} return sum(count) + down(99) % 2 > 14 ? 0 : 1; }

            """)
        #expect(try bench.cede("rewrite", "-o", "out", "src", "--", "-std=c++17").code == 0)
        #expect(try bench.text("out/src/sum.hpp").contains("while (n > 9) { cede_check();"))
        #expect(try bench.text("out/src/main.cc").contains("while (s < 2 * n) { cede_check();"))
        let library = (bench.environment["CEDE_RUNTIME"] ?? "") + "/lib/libcede.a"
        let made = try bench.run(
            [compiler, "-std=c++17", "-Wall", "-Wextra", "-Werror", "-O2", "out/src/main.cc", library, "-pthread", "-o", "program"])
        #expect(made.code == 0, "\(made.errors)")
        #expect(try bench.run([bench.file("program").path]).code == 0)
    }

    /// Of a source alone, its headers are not the project's.
    @Test func aSourceAloneLeavesItsHeaders() throws {
        let bench = try bench()
        #expect(try bench.cede("rewrite", "-o", "out", "src/b.c").code == 0)
        #expect(!bench.exists("out/src/list.h"))
        // The macro is out of reach, but not the body behind it.
        #expect(try bench.text("out/src/b.c").contains("EACH(i, n) { cede_check(); s += i; }"))
    }
}
