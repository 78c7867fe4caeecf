# Compares findings with the record of `cede cc`, line by line: what was given a check is reported, and nothing else.
import os, re, sys

name, folder, here = sys.argv[1:]


def absolute(path):
    return os.path.normpath(os.path.join(here, path))


reported, checked, landings = set(), set(), set()
for line in open(folder + "/unbounded", errors="replace"):
    match = re.match(r"(.*?):(\d+):\d+: (?:warning|note|error): ", line)
    if match:
        reported.add((absolute(match[1]), int(match[2])))
for line in open(folder + "/record", errors="replace"):
    place, subject, decision, reason = line.rstrip("\n").split("\t")[:4]
    match = re.match(r"(.*):(\d+):\d+$", place)
    if not match or subject == "source":
        continue
    key = (os.path.normpath(match[1]), int(match[2]))
    # Labels of one dispatch are one finding, at the first.
    if reason.startswith("computed jumps land here"):
        landings.add(key)
    elif decision.startswith(("check", "strips")):
        checked.add(key)
# Sources that only a configure script compiled are in the record alone, and below the tree all others.
tree = os.path.realpath(folder + "/tree") + "/"
checked = {k for k in checked if os.path.realpath(k[0]).startswith(tree) and "conftest" not in k[0]}
if landings and not landings & reported:
    checked.add(min(landings))
silent, invented = sorted(checked - reported), sorted(reported - checked - landings)
print(f"{name}: {len(checked)} places with a check, {len(silent)} not reported, {len(invented)} reported without one")
for what, places in (("not reported", silent), ("reported without a check", invented)):
    for path, line in places[:5]:
        print(f"  {what}: {path}:{line}")
sys.exit(1 if silent or invented or not checked else 0)
