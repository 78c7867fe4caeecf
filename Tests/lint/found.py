# What of the planted is found, and of the twins.
import collections, os, re, sys

name, folder, here = sys.argv[1:]
reported, warned = set(), set()
for line in open(folder + "/findings", errors="replace"):
    match = re.match(r"(.*?):(\d+):\d+: (warning|note|error): .*\[unbounded-(?:loop|recursion)\]$", line)
    if match:
        key = (os.path.realpath(os.path.join(here, match[1])), int(match[2]))
        reported.add(key)
        if match[3] != "note":
            warned.add(key)
planted, found, wrong, loud = collections.Counter(), collections.Counter(), [], 0
for top, _, files in os.walk(folder):
    for file in files:
        if not file.endswith(".c"):
            continue
        path = os.path.realpath(os.path.join(top, file))
        for number, line in enumerate(open(path, "rb"), 1):
            match = re.search(rb"/\* (planted|twin) (\w+) \*/\s*$", line)
            if not match:
                continue
            kind = match[2].decode()
            if match[1] == b"planted":
                planted[kind] += 1
                found[kind] += (path, number) in reported
                loud += (path, number) in warned
                if (path, number) not in reported:
                    print(f"  not found: {kind} at {path}:{number}")
            elif (path, number) in reported:
                wrong.append(f"{kind} at {path}:{number}")
for place in wrong:
    print(f"  found a twin: {place}")
total = sum(planted.values())
print(f"{name}: {sum(found.values())} of {total} planted found ({loud} without --all), {len(wrong)} of their bounded twins")
sys.exit(0 if total and sum(found.values()) >= 0.99 * total and not wrong else 1)
