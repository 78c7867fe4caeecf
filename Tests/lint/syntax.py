# `clang -fsyntax-only` of every source of a database, so many at a time.
import concurrent.futures, json, os, subprocess, sys


def check(entry):
    words = entry["arguments"]
    start = next(i for i, w in enumerate(words) if os.path.basename(w).startswith("clang"))
    out = words.index("-o") if "-o" in words else len(words)
    words = words[start:out] + words[out + 2:]
    subprocess.run(words + ["-fsyntax-only", "-w"], cwd=entry["directory"], stderr=subprocess.DEVNULL)


with concurrent.futures.ThreadPoolExecutor(int(sys.argv[2])) as pool:
    list(pool.map(check, json.load(open(sys.argv[1]))))
