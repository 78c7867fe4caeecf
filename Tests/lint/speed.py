# How long the lint takes over the trees of some databases together, against `clang -fsyntax-only` of the same sources, as
# many at a time: cold, and warm from its cache. In turn (A B B A), medians.
import json, os, resource, shutil, statistics, subprocess, sys, time

here, cede, runs, jobs = os.path.dirname(os.path.abspath(__file__)), sys.argv[1], int(sys.argv[2]), sys.argv[3]
folder = sys.argv[4]
databases = sys.argv[5:]
entries = [entry for path in databases for entry in json.load(open(path))]
os.makedirs(folder, exist_ok=True)
database = folder + "/compile_commands.json"
json.dump(entries, open(database, "w"))
cache = folder + "/cache"
lint = [cede, "lint", "--quiet", "--jobs", jobs, "--cache-path", cache, "-p", database]
syntax = ["python3", here + "/syntax.py", database, jobs]


def spent(command):
    """Wall and CPU seconds."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    code = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if code not in (0, 2):
        sys.exit(f"failed ({code}): {' '.join(command)}")
    return time.monotonic() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cold():
    shutil.rmtree(cache, ignore_errors=True)
    return spent(lint)


sides = [lambda: spent(syntax), lambda: cold(), lambda: spent(lint)]
took = [[], [], []]
for run in range(runs):
    # What is warm is behind what is cold in both directions.
    for side in ((0, 1, 2) if run % 2 == 0 else (1, 2, 0)):
        took[side].append(sides[side]())
wall, cpu = ([statistics.median(t[i] for t in side) for side in took] for i in (0, 1))
print(f"{len(entries)} compilations, {jobs} at a time, medians of {runs}, load {os.getloadavg()[0]:.1f} at the end")
print("                      wall s  ratio   CPU s  ratio   bar")
for i, (name, bar) in enumerate([("clang -fsyntax-only", ""), ("cede lint, cold", "1.5"), ("cede lint, warm", "0.1")]):
    print(f"{name:20} {wall[i]:7.2f} {wall[i] / wall[0]:6.3f} {cpu[i]:7.2f} {cpu[i] / cpu[0]:6.3f}   {bar}")
