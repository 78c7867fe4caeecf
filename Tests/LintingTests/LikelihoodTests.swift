// Which of what is unbounded is told as a warning (marked ↓), and which is only possible.

import Linting
import Testing

@Suite struct LikelihoodTests {
    static let sources = [
        // Numbers, as many as somebody says.
        "void f(float *a, int n) { ↓for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) a[i] += a[j] * a[k]; }",
        "int ↓fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }",
        // Data within data; and the same cursor moved on by both loops.
        "int f(const char *p, const char *e, const char *from) { int s = 0; ↓while (p < e) { for (const char *q = from; q < e; q++) s += *q; p++; } return s; }",
        "int f(const char *p, const char *e) { int s = 0; while (p < e) { while (p < e && *p == ' ') p++; s += *p++; } return s; }",
        // Lists of lists, and a tree.
        "struct l { struct l *next, *sub; int x; }; int f(struct l *a) { int s = 0; for (; a; a = a->next) for (struct l *b = a->sub; b; b = b->next) s += b->x; return s; }",
        "struct t { struct t *l, *r; int x; }; int sum(struct t *t) { return t ? sum(t->l) + t->x + sum(t->r) : 0; }",
        // As many as a structure has, directly or by way of a variable; as an array or a type holds.
        "struct s { int n, *a; }; int f(struct s *p) { int s = 0; for (int i = 0; i < p->n; i++) for (int j = 0; j < p->n; j++) for (int k = 0; k < p->n; k++) s += i * j * k; return s; }",
        "struct s { int n, *a; }; int f(struct s *p) { int s = 0, n = p->n; for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) for (int k = n; k > 0; k--) s += i * j * k; return s; }",
        "int a[12], b[12], c[12]; void f(int n) { for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) a[i] += b[j] * c[k]; }",
        "int f(unsigned char n) { int s = 0; for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) s += i * j * k; return s; }",
        // What is assigned and not stepped: a search by halves.
        "int f(int *a, int n, int x) { int s = 0; for (int i = 0; i < n; i++) { int lo = 0, hi = n; while (lo < hi) { int m = (lo + hi) / 2; if (a[m] < x) lo = m; else hi = m; } s += lo; } return s; }",
        // A retry.
        "int f(volatile int *p, int *a, int n) {\nagain:\n  for (int i = 0; i < n; i++) a[i] = 0;\n  if (*p) goto again;\n  return 0;\n}",
        // What is called has its own warning; for whoever calls it that is a check.
        """
        void inner(float *a, int n) { ↓for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) a[i] += a[j] * a[k]; }
        void outer(float *a, int n) { for (int i = 0; i < n; i++) inner(a, n); }
        """,
        // What ends the loop is no part of its turns.
        """
        extern volatile int bad;
        static int scan(int *a, int n) { int s = 0; for (int i = 0; i < n; i++) s += a[i]; return s; }
        int f(int *a, int n) { for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) if (bad) return scan(a, n) + scan(a, n) + scan(a, n); return 0; }
        """,
        // A longjmp ends something.
        "#include <setjmp.h>\njmp_buf b; extern void g(void);\nint f(void) { if (setjmp(b)) return 1; "
            + String(repeating: "g(); ", count: 30) + "return 0; }",
        // Costs are latencies: what is known must be beyond the budget by far.
        "void f(unsigned short *a, int n) { for (int i = 0; i < 8192; i++) if (a[i] > n) a[i] = 0; }",
        "void f(unsigned short *a, int n) { ↓for (int i = 0; i < 8192; i++) for (int j = 0; j < 64; j++) if (a[i] > n + j) a[i] = 0; }",
        // A run of equals; the same behind a hint.
        "extern int tok; extern void next(void); void f(void) { while (tok == 5) { next(); next(); do { next(); next(); } while (tok == 6); } }",
        """
        extern int g(int);
        int f(int n) { int s = 0; for (int i = 0; i < n; i++) { while (__builtin_expect(!!(s == 3), 0)) s = g(g(s)); s += i; } return s; }
        """,
        // A switch that alone decides whether to go on, and one beside other ways out.
        "extern int next(int); int f(int t) { ↓for (;;) switch (t = next(next(next(t)))) { case 1: return 0; case 2: for (int i = 0; i < t; i++) next(i); } }",
        "extern int next(int); int f(int t) { for (;;) { for (int i = 0; i < t; i++) next(i); if (t > 9) break; switch (t = next(t)) { case 1: return 0; case 2: t = 9; } } return t; }",
        "extern int next(int); int f(int t) { for (;;) { for (int i = 0; i < t; i++) next(i); if (t > 9) return 1; switch (t = next(t)) { case 1: return 0; case 2: t = 9; } } }",
        // Bounds that the function itself makes small: a table's size, the lesser of two, a byte's worth.
        "void f(float *a, int bits) { unsigned n = 1u << bits; for (unsigned i = 0; i < n; i++) for (unsigned j = 0; j < n; j++) for (unsigned k = 0; k < n; k++) a[i] += a[j] * a[k]; }",
        "void f(float *a, int m) { int n = m > 5 ? 5 : m; for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) a[i] += a[j] * a[k]; }",
        "void f(float *a, int m) { int n = m < 5 ? 5 : m; ↓for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) a[i] += a[j] * a[k]; }",
        "void f(float *a, unsigned char *c) { int n = c[0]; for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) a[i] += a[j] * a[k]; }",
        // What is found ends it, or another condition.
        "int f(const char *p, const char *e, const char *from) { int s = 0; while (p < e) { for (const char *q = from; q < e; q++) { if (*q == *p) break; s++; } p++; if (s == 9) break; } return s; }",
        "int f(const char *p, const char *e, const char *from, int x) { int s = 0; while (p < e && *p != x) { for (const char *q = from; q < e && *q != x; q++) s++; p++; } return s; }",
        // Structures in structures in structures are as long on paper.
        """
        struct l { struct l *next, *sub; int x; }; extern void g(struct l *);
        void f(struct l *a) {
            for (; a; a = a->next) for (struct l *b = a->sub; b; b = b->next) for (struct l *c = b->sub; c; c = c->next)
                for (struct l *d = c->sub; d; d = d->next) for (struct l *e = d->sub; e; e = e->next) { g(e); g(d); g(c); }
        }
        """,
        // Calls itself with what is left, once in a loop.
        "extern void g(int *); static void f(int *p, int n) { for (int i = 0; i < n; i++) { g(p); f(p, i - n); f(p, n - i); } } void h(int *p, int n) { f(p, n); }",
    ]

    @Test(arguments: [
        ("asm volatile (\"1: dec %0; jnz 1b\" : \"+r\"(n));", false),
        ("for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) a[i] += a[j] * a[k];", true),
    ])
    func whatIsLeftUnchecked(body: String, isWarning: Bool) throws {
        let source = Example("__attribute__((no_instrument_function)) void f(float *a, int n) { \(body) }")
        let found = try source.findings().filter { $0.rule == "left-unchecked" }
        #expect(!found.isEmpty && found.contains { $0.severity == .warning } == isWarning, "\(found)")
    }

    /// Numbers are sorted by the thousand, structures by the dozen.
    @Test(arguments: [("int *p", true), ("double p[]", true), ("struct s *p", false), ("struct s **p", false), ("void *p", true)])
    func whatIsSorted(parameter: String, isWarning: Bool) throws {
        let source = Example(
            "#include <stdlib.h>\nstruct s { int a; }; int order(const void *, const void *);\n"
                + "void f(\(parameter), int n) { qsort((void *)p, n, sizeof *p, order); }")
        let found = try source.findings().filter { $0.rule == "opaque-call" }
        #expect(found.map(\.severity) == [isWarning ? .warning : .note], "\(found)")
    }

    @Test(arguments: sources)
    func whatIsLikelyIsAWarning(source: String) throws {
        let example = Example(source)
        let found = try example.findings().filter { $0.rule.hasPrefix("unbounded-") }
        let warnings = Set(found.filter { $0.severity == .warning }.map { "\($0.place.line):\($0.place.column)" })
        #expect(warnings == example.expected, "\(found)")
        #expect(!found.isEmpty)
    }
}
