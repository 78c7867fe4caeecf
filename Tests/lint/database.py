# Notes of compiler calls -> compile_commands.json: the sources that were compiled, each way once.
import json, os, sys

entries, seen = [], set()
for note in open(sys.argv[1], "rb").read().split(b"\1"):
    words = [word.decode() for word in note.split(b"\0")[:-1]]
    if not words:
        continue
    folder, words = words[0], words[1:]
    sources = [w for w in words if w.endswith((".c", ".cc", ".cpp", ".cxx")) and os.path.exists(os.path.join(folder, w))]
    for source in sources:
        # What a configure script tries out is no part of the tree.
        if "conftest" in source or os.path.basename(source).startswith("ztest"):
            continue
        others = [w for w in words if w not in sources or w == source]
        key = (folder, tuple(others))
        if key not in seen:
            seen.add(key)
            entries.append({"directory": folder, "file": source, "arguments": others})
json.dump(entries, sys.stdout, indent=1)
