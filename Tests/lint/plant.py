# Plants loops and recursions of known kind into a copy of a tree, and as many that are bounded.
#
# Whole functions go between the functions of a source, and loops to the start of a function's body: wherever a line is a
# lone brace in the first column. Each is on a line of its own, marked `planted KIND` or `twin KIND`.
import json, os, random, sys

folder, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
random.seed(f"{seed} {folder.split('/')[-1]}")

# %d is a number of its own. {in} stands in a body, {between} between functions.
KINDS = [
    ("in", "for", "{ volatile unsigned p = 1; for (; p; p--) { p ^= 1; } }",
     "{ volatile unsigned p = 1; for (int i = 0; i < 16; i++) { p ^= 1; } }"),
    ("in", "while", "{ volatile unsigned p = 1; while (p) p >>= 1; }",
     "{ volatile unsigned p = 1; if (p) p >>= 1; }"),
    ("in", "do", "{ volatile unsigned p = 1; do { p--; } while (p); }",
     "{ volatile unsigned p = 1; do { p--; } while (0); }"),
    ("in", "goto", "{ volatile unsigned p = 1; planted_%d: if (p) { p--; goto planted_%d; } }",
     "{ volatile unsigned p = 1; if (p) goto planted_%d; p--; planted_%d:; }"),
    ("in", "counted", "{ volatile unsigned p = 9; unsigned n = p, s = 0; for (unsigned i = 0; i < n; i++) s += i * p; p = s; }",
     "{ volatile unsigned p = 9; unsigned s = 0; for (unsigned i = 0; i < 9; i++) s += i * p; p = s; }"),
    ("in", "nested", "{ volatile unsigned p = 9; unsigned n = p; for (unsigned i = 0; i < n; i++) for (unsigned j = 0; j < n; j++) p ^= j; }",
     "{ volatile unsigned p = 9; for (unsigned i = 0; i < 9; i++) for (unsigned j = 0; j < 9; j++) p ^= j; }"),
    ("between", "recursion", "static __attribute__((unused)) unsigned planted_%d(unsigned n) { return n < 2 ? n : planted_%d(n - 1) + planted_%d(n - 2); }",
     "static __attribute__((unused)) unsigned planted_%d(unsigned n) { return n < 2 ? n : n - 1; }"),
    ("between", "mutual", "static unsigned planted_%d(unsigned n); static __attribute__((unused)) unsigned planted2_%d(unsigned n) { return n ? planted_%d(n - 1) : 0; } static unsigned planted_%d(unsigned n) { return n ? planted2_%d(n - 1) : 1; }",
     "static __attribute__((unused)) unsigned planted_%d(unsigned n) { return n; } static __attribute__((unused)) unsigned planted2_%d(unsigned n) { return n ? planted_%d(n - 1) : 0; }"),
    ("between", "list", "struct planted_%d { struct planted_%d *next; int x; }; static __attribute__((unused)) int sum_%d(struct planted_%d *l) { int s = 0; for (; l; l = l->next) s += l->x; return s; }",
     "struct planted_%d { struct planted_%d *next; int x; }; static __attribute__((unused)) int sum_%d(struct planted_%d *l) { int s = 0; for (int i = 0; i < 4; i++, l = l->next) s += l->x; return s; }"),
    ("between", "scan", "static __attribute__((unused)) unsigned scan_%d(const char *s) { unsigned h = 0; while (*s) h = h * 31 + (unsigned char)*s++; return h; }",
     "static __attribute__((unused)) unsigned scan_%d(const char *s) { unsigned h = 0; for (int i = 0; i < 8; i++) h = h * 31 + (unsigned char)s[i]; return h; }"),
]

old, new = folder + "/tree", folder + "/planted"
entries = json.loads(open(folder + "/compile_commands.json").read().replace(old + "/", new + "/").replace(old + '"', new + '"'))
json.dump(entries, open(new + "/compile_commands.json", "w"), indent=1)

places = []
for path in sorted({os.path.normpath(os.path.join(e["directory"], e["file"])) for e in entries}):
    if not path.startswith(new + "/") or not path.endswith(".c"):
        continue
    lines = open(path, "rb").read().split(b"\n")
    # Of generated text that says where it is from, findings stand there.
    if any(line.startswith(b"#line") for line in lines):
        continue
    depth = 0
    for i, line in enumerate(lines):
        bare = line.strip()
        depth += bare.startswith(b"#if") - bare.startswith(b"#endif")
        # What stands under a condition may not be compiled.
        if depth or i + 1 >= len(lines) or b"\\" in line:
            continue
        if line.rstrip() == b"{" and lines[i - 1].rstrip().endswith(b")") and not lines[i - 1].lstrip().startswith((b"#", b"struct", b"enum")):
            places.append((path, i, "in"))
        if line.rstrip() == b"}" and (not lines[i + 1].strip()):
            places.append((path, i, "between"))

random.shuffle(places)
by_kind = {where: [p for p in places if p[2] == where] for where in ("in", "between")}
chosen = {}
number = 0
for n in range(count * 2):
    where, kind, bad, good = KINDS[(n // 2) % len(KINDS)]
    if not by_kind[where]:
        where_left = [k for k in KINDS if by_kind[k[0]]]
        if not where_left:
            break
        where, kind, bad, good = random.choice(where_left)
    path, i, _ = by_kind[where].pop()
    number += 1
    text = (bad if n % 2 == 0 else good).replace("%d", str(number))
    chosen.setdefault(path, {})[i] = f"{text} /* {'planted' if n % 2 == 0 else 'twin'} {kind} */"
for path, texts in chosen.items():
    lines = open(path, "rb").read().split(b"\n")
    for i in sorted(texts, reverse=True):
        lines.insert(i + 1, texts[i].encode())
    open(path, "wb").write(b"\n".join(lines))
