# Building with the witness, and reading what it wrote. Sourced by `run`.
#
# The compiler is told by a configuration file, where `$` marks what is for links only, and that is given by a script of
# the compiler's name, so that a build system has a compiler of one word and no flags of its own. Probes of configure scripts are built so too, but say nothing while WITNESS_LOG is not set. The
# witness is a shared library, for a program and its own libraries must have one and the same.

prepare() {
    local mode compiler source=$root/Tests/witness
    mkdir -p "$witness/include" "$witness/lib"
    cp "$runtime"/include/*.h "$witness/include"
    cp "$source/include/cede_check.h" "$witness/include"
    cp "$runtime"/lib/libcede.* "$witness/lib"
    for mode in edges clock; do
        clang -std=gnu11 -O2 -g -Wall -Wextra -Wno-frame-address -fno-omit-frame-pointer -fPIC -shared -pthread \
            "$source/$mode.c" "$source/log.c" -o "$witness/lib/new-$mode.so"
        mv -f "$witness/lib/new-$mode.so" "$witness/lib/libwitness-$mode.so"
        {
            echo "-g -fno-omit-frame-pointer"
            [ $mode = clock ] || echo -fsanitize-coverage=trace-pc-guard,pc-table,control-flow,no-prune -fno-sanitize-link-runtime
            echo "\$$witness/lib/libwitness-$mode.so \$-Wl,-rpath,$witness/lib"
        } >"$witness/$mode.cfg"
        mkdir -p "$witness/$mode"
        for compiler in clang clang++; do
            printf '#!/bin/sh\nexec %s --config=%s "$@"\n' "$(command -v $compiler)" "$witness/$mode.cfg" >"$witness/new"
            chmod +x "$witness/new"
            mv -f "$witness/new" "$witness/$mode/$compiler"
        done
    done
}

# What all processes found, one line a place, the most frequent first:
#     KIND COUNT TURNS WORK FUNCTION FILE:LINE [FUNCTION FILE:LINE]
findings() { # log
    # The last line of a process holds its sums.
    awk '$1 != "total" {
            place = $1; for (i = 6; i <= NF; i++) place = place " " $i
            last[place, $2] = place; n[place, $2] = $3; t[place, $2] = $4; w[place, $2] = $5
        }
        END {
            for (key in last) {
                place = last[key]
                count[place] += n[key]
                if (t[key] > turns[place]) turns[place] = t[key]
                if (w[key] > work[place]) work[place] = w[key]
            }
            for (place in count) print count[place], turns[place] + 0, work[place] + 0, place
        }' "$1" | sort -k1,1nr | while read -r count turns work kind offset module offset2 module2; do
        echo "$kind $count $turns $work $(place "$module" "$offset")${offset2:+ $(place "$module2" "$offset2")}"
    done
}

# Function and line of a block, the check's own left out. Its first instructions may belong to no line.
place() { # module offset
    local addresses=() i
    for i in 0 8 16 24 32 48 64; do addresses+=("$(printf '0x%x' $(($2 + i)))"); done
    addr2line -afie "$1" "${addresses[@]}" | sed 's/ (discriminator.*//' | awk '
        /^0x/ { next } !name { name = $0; next }
        name != "cede_check" { if (!first) first = name; if (/:[1-9]/ && !line) { line = $0; of = name } } { name = "" }
        END { print of ? of : first, line ? line : "?" }'
}

# PROCESSES BLOCKS CHECKS LONGEST, and where the longest gap ended.
totals() { # log
    awk '$1 == "total" {
            n++; blocks += $3; work += $4; checks += $5
            if ($6 > longest) { longest = $6; offset = $7; module = $8 }
        }
        END { print n + 0, blocks + 0, work + 0, checks + 0, longest + 0, offset, module }' "$1"
}
