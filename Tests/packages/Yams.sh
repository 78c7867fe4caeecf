# A YAML parser: libyaml in C, and Swift around it.
url=https://github.com/jpsim/Yams
version=6.2.2
# Those measure how long it takes to parse a file, ten times over each.
tests="--skip PerformanceTests"
