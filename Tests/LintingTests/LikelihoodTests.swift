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
    ]

    @Test(arguments: sources)
    func whatIsLikelyIsAWarning(source: String) throws {
        let example = Example(source)
        let found = try example.findings().filter { $0.rule.hasPrefix("unbounded-") }
        let warnings = Set(found.filter { $0.severity == .warning }.map { "\($0.place.line):\($0.place.column)" })
        #expect(warnings == example.expected, "\(found)")
        #expect(!found.isEmpty)
    }
}
