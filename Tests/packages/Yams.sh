# A YAML parser: libyaml in C, and Swift around it.
url=https://github.com/jpsim/Yams
version=6.2.2
