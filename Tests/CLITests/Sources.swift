// C sources that several tests use.

enum Sources {
    /// A loop that is cut, one that gets a check, one made by a macro, and a call into another file.
    static let main = """
        #include <stdio.h>
        #include <stdlib.h>
        #include "fact.h"
        #define EACH(i, n) for (int i = 0; i < (n); i++)
        static double sum(const double *a, long n) {
            double s = 0;
            for (long i = 0; i < n; i++)
                s += a[i];
            return s;
        }
        int main(int argc, char **argv) {
            long n = argc > 1 ? atol(argv[1]) : 10000;
            double *a = malloc((size_t)n * sizeof *a);
            int bits = 0;
            EACH(i, n) a[i] = i;
            for (long left = n; left; left >>= 1) bits++;
            printf("%g %d %d\\n", sum(a, n), bits, fact(5));
            free(a);
            return 3;
        }

        """
    static let fact = """
        #include <assert.h>
        #include "fact.h"
        int fact(int n) { assert(n >= 0); return n < 2 ? 1 : n * fact(n - 1); }

        """
    static let header = "int fact(int n);\n"

    static let loop = "int f(int n) { int k = 0; while (n) { k++; n &= n - 1; } return k; }\n"

    /// Warnings, some of them from a macro and a comment that preprocessed text no longer has.
    static let warnings = """
        #include <stdio.h>
        #define EQ(a, b) ((a) == (b))
        #ifdef __clang__
        #warning look here
        #endif
        int f(int c) {
            int unused;
            if (EQ(c, 2)) puts("x");
            for (int i = 0; i < c; i++) puts("y");
            switch (c) {
            case 1: puts("1"); /* fallthrough */
            case 2: puts("2");
            case 3: puts("3");
            }
            return c;
        }

        """
}

extension Workbench {
    func writeProgram() throws {
        try write("main.c", Sources.main)
        try write("fact.c", Sources.fact)
        try write("fact.h", Sources.header)
    }
}
