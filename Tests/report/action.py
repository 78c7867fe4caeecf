"""Runs the steps of the GitHub action as its runner would: action.py ACTION CEDE TREE."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import yaml

action, cede, tree = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
steps = yaml.safe_load(action.read_text())["runs"]["steps"]
defaults = {name: value["default"] for name, value in yaml.safe_load(action.read_text())["inputs"].items()}


def evaluated(text, inputs):
    """The few expressions that the action uses."""
    def value(match):
        expression = match.group(1).strip()
        if expression == "inputs.cede || steps.build.outputs.cede":
            return inputs["cede"]
        name = re.fullmatch(r"inputs\.(\w+)", expression)
        if not name:
            raise SystemExit(f"action: an expression that this test does not know: {expression}")
        return inputs[name.group(1)]
    return re.sub(r"\$\{\{(.*?)\}\}", value, text)


def run(wanted, **given):
    inputs = {**defaults, "cede": cede, **given}
    summary = tree / "summary.md"
    summary.unlink(missing_ok=True)
    step = steps[-1]
    environment = {**os.environ, "GITHUB_STEP_SUMMARY": str(summary)}
    environment |= {name: evaluated(text, inputs) for name, text in step["env"].items()}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], cwd=tree, env=environment,
        capture_output=True, text=True)
    if done.returncode != wanted:
        raise SystemExit(f"action: {given} ended with {done.returncode}, not {wanted}:\n{done.stdout}{done.stderr}")
    return done.stdout, summary.read_text()


def expect(holds, what):
    if not holds:
        raise SystemExit(f"action: {what}")


for step in steps:
    subprocess.run(["bash", "-n", "-c", step["run"]], check=True)
expect(steps[0]["if"] == "inputs.cede == ''", "cede is built although there is one")

out, summary = run(1, database="build", sarif="cede.sarif", html="cede.html")
expect(out.startswith("::error file=src/ring.c,line=12,"), f"no annotation: {out}")
expect("src/ring.c:12" in summary, "no summary")
expect(json.loads((tree / "cede.sarif").read_text())["runs"][0]["results"], "no SARIF")
expect("</html>" in (tree / "cede.html").read_text(), "no report")
# A word holds what its line holds, and nothing of it is for the shell.
out, _ = run(1, paths="src/ring.c", arguments="--disable\nopaque-call\n--\n-DRING_SIZE=8 * 8\n-DX=$(touch broken)")
expect("src/ring.c,line=12," in out and not (tree / "broken").exists(), "words are taken apart")
out, _ = run(0, paths="src/demo.c", strict="true")
expect(out == "", f"findings in nothing: {out}")
