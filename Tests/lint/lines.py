# Lines of Swift that the lint reads in a second of wall time, of all sources below a folder, without its cache.
import os, statistics, subprocess, sys, time

cede, runs, jobs, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
lines = files = 0
for top, _, names in os.walk(folder):
    for name in names:
        if name.endswith(".swift") and name != "Package.swift":
            files += 1
            lines += open(os.path.join(top, name), "rb").read().count(b"\n")
seconds, spent = [], []
for _ in range(runs):
    start, before = time.monotonic(), os.times()
    code = subprocess.run(
        [cede, "lint", "--quiet", "--no-cache", "--jobs", jobs, folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ).returncode
    if code not in (0, 2):
        sys.exit(f"failed ({code})")
    after = os.times()
    seconds.append(time.monotonic() - start)
    spent.append(after.children_user + after.children_system - before.children_user - before.children_system)
wall, cpu = statistics.median(seconds), statistics.median(spent)
print(f"{lines} lines in {files} files, {jobs} threads, medians of {runs}, load {os.getloadavg()[0]:.1f} at the end")
print(f"{wall:.2f} s: {lines / wall:.0f} lines a second (bar 300000); {cpu:.2f} s of CPU: {lines / cpu:.0f} a second of one core")
