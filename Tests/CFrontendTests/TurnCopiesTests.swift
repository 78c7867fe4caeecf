// What is written for several turns of a loop before a check, and which loops stand once.

import CFrontend
import Planning
import Rewriting
import TestSupport
import Testing

@Suite struct TurnCopies {
    /// What becomes of a function's body, with the check's name left out of what is looked for.
    private func rewritten(_ body: String, repeats: CSource.RepeatedTurns = .all, isHosted: Bool = false) throws -> String {
        let text = "struct s { char *at; int n; struct s *next; }; int g(int);\nint f(char *p, struct s *s, int n, double x) {\n\(body)\nreturn n;\n}\n"
        var source = CSource(path: "/nowhere/f.i", bytes: Array(text.utf8), arguments: ["-x", "cpp-output"], isPreprocessed: true)
        source.repeats = repeats
        source.isHosted = isHosted
        let passage = try Passage(source, .preprocessed(.clang))
        #expect(passage.rewritten.restored == source.bytes)
        let lines = String(decoding: passage.rewritten.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        return lines[2...].dropLast(3).joined(separator: "\n")
    }

    @Test(arguments: [
        (
            "while (*p) p++;",
            "while (*p) { cede_check_opaque(); p++; ; if (!(*p)) { break; } p++; ; if (!(*p)) { break; } p++; ; if (!(*p)) { break; } p++;  }"
        ),
        (
            "while (*p++) ;",
            "while (*p++) { cede_check_opaque(); ; ; if (!(*p++)) { break; } ; ; if (!(*p++)) { break; } ; ; if (!(*p++)) { break; } ;  }"
        ),
        (
            "while (s->n) {\nn += *s->at++;\ns->n--;\n}",
            "while (s->n) {\nn += *s->at++;\ns->n--;\n ; if (!(s->n)) { break; } { n += *s->at++; s->n--; }"
                + " ; if (!(s->n)) { break; } { n += *s->at++; s->n--; } ; if (!(s->n)) { break; } { n += *s->at++; s->n--; } cede_check_opaque(); }"
        ),
        (
            "do { n++; } while (n % 7);",
            "do { n++;  ; if (!(n % 7)) { break; } { n++; } ; if (!(n % 7)) { break; } { n++; } ; if (!(n % 7)) { break; } { n++; } } "
                + "while (cede_check_opaque(), n % 7);"
        ),
        (
            "for (struct s *l = s; l; l = l->next) n++;",
            "for (struct s *l = s; l; l = l->next, cede_check_opaque()) { n++; ; l = l->next; if (!(l)) { break; } n++; ; l = l->next; "
                + "if (!(l)) { break; } n++; ; l = l->next; if (!(l)) { break; } n++; }"
        ),
        (
            "for (; *p; p++)\nif (*p == '\\n') return 1;",
            "for (; *p; p++, cede_check_opaque())\n{ if (*p == '\\n') return 1; ; p++; if (!(*p)) { break; } if (*p == '\\n') return 1; ; p++; "
                + "if (!(*p)) { break; } if (*p == '\\n') return 1; ; p++; if (!(*p)) { break; } if (*p == '\\n') return 1; }"
        ),
    ])
    func severalTurnsShareACheck(body: String, expected: String) throws {
        let found = try rewritten(body)
        #expect(found == expected, "\(found)")
        let once = try rewritten(body, repeats: .none)
        #expect(!once.contains("if (!("), "\(once)")
    }

    @Test(arguments: [
        "while (*p) { if (*p == ' ') { p++; continue; } p++; }",
        "while (*p) { if (*p == ' ') goto l; n++; l: p++; }",
        "while (*p) { int c = *p++; n += c; }",
        "while (g(n)) n++;",
        "for (int i = n; i < n * n; i += n) p[i] = 0;",
        "while (*p) {\np++;\n#pragma clang loop unroll(disable)\nwhile (g(n)) p++;\n}",
        "while (*p) { __asm__(\"\"); p++; }",
        "while (*p) { switch (*p) { case 1: n++; } p++; }",
        "while (({ n--; })) n--;",
        "while (*p) { p++; while (g(n)) p++; }",
        "while (*p) {\n# 12 \"other.h\"\np++;\n}",
    ])
    func whatMayStandButOnceDoes(body: String) throws {
        let found = try rewritten(body)
        #expect(found.contains("cede_check") && !found.contains("if (!("), "\(found)")
    }

    @Test(arguments: [
        (
            "while (*p) p++;",
            "while (*p) { cede_check(); p++; ; p += cede_text_length(p); if (!(*p)) { break; } p++;  }"
        ),
        (
            "while (*p++) ;",
            "while (*p++) { cede_check(); ; ; p += cede_text_length(p); if (!(*p++)) { break; } ;  }"
        ),
        (
            "for (n = 0; p[n] != 0; ++n) { }",
            "for (n = 0; p[n] != 0; ++n, cede_check()) {  ; ++n; n += (int)cede_text_length(p + n); if (!(p[n] != 0)) { break; } { } }"
        ),
        (
            "do { p++; } while (*p);",
            "do { p++;  ; p += cede_text_length(p); if (!(*p)) { break; } { p++; } } while (cede_check(), *p);"
        ),
    ])
    func textsAreSkipped(body: String, expected: String) throws {
        let found = try rewritten(body, isHosted: true)
        #expect(found == expected, "\(found)")
        #expect(try !rewritten(body).contains("cede_text_length"))
        #expect(try !rewritten(body, repeats: .none, isHosted: true).contains("cede_text_length"))
        let indexed = try rewritten(body, repeats: .indexedTexts, isHosted: true)
        #expect(indexed.contains("cede_text_length") == body.contains("[n]"), "\(indexed)")
    }

    @Test(arguments: [
        "while (*++p) ;", "while (*p) p += 2;", "while (*p) { p++; n++; }", "while (*p != ' ') p++;", "while (!*p) p++;",
        "while (p[n]) { ++n; g(n); }", "while (*s->at) s->at++;", "volatile char *v = p; while (*v) v++;",
        "static char *t; while (*t) t++;", "while (*p) --p;", "unsigned u = 0; while (p[u]) u++;", "while (s->at[n]) n++;",
    ])
    func otherScansAreNot(body: String) throws {
        let found = try rewritten(body, isHosted: true)
        #expect(found.contains("cede_check") && !found.contains("cede_text_length"), "\(found)")
    }
}
