# How a neighbour is unpacked, and how one of its functions is run. Sourced by `run` and by the witness.

unpack() { tar xf "$sources"/"$package"_*.orig.tar.* --strip-components=1; }

# Runs a step of the neighbour in its tree, its output kept; prints the CPU seconds it took, which are kept if it went
# well. In a shell of its own, as bash forgets -e in whatever is called from a condition.
step() { # tree log function
    local TIMEFORMAT='%U %S' log=${1%/tree}/$2
    if ! { time bash -euo pipefail -c "$(declare -f "$3" $helpers); cd '$1'; $3" >"$log" 2>&1 </dev/null; } 2>"$log.time"
    then
        echo "$name: $3 failed: see $log" >&2
        rm -f "$log.time"
        return 1
    fi
    awk '{ print $1 + $2 }' "$log.time"
}

counts() { count <"$1" | tr '\n' ' ' | sed 's/ *$//'; }
