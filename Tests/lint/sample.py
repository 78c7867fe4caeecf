# Draws warnings of a tree, and shows each with the lines around it.
import random, re, sys

name, path, seed, count = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
warnings = sorted(line.rstrip("\n") for line in open(path, errors="replace") if ": warning: " in line)
random.seed(f"{seed} {name}")
print(f"{name}: {len(warnings)} warnings")
for warning in random.sample(warnings, min(count, len(warnings))):
    match = re.match(r"(.*?):(\d+):", warning)
    lines, at = open(match[1], errors="replace").read().split("\n"), int(match[2]) - 1
    print(f"\n{warning}")
    for i in range(max(0, at - 3), min(len(lines), at + 8)):
        print(("> " if i == at else "  ") + lines[i])
