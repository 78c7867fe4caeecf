# Counts a record of `cede cc`: the middle columns of RESULTS.md. Sourced by `run`.
#
# Each source position counts once, however many times it was compiled; if it was treated differently (other
# macros, another inlined copy), the least favourable treatment counts. Test programs are part of the build.

summary() { # record tree
    sed -E -e ':again; s,/[^/\t]+/\.\./,/,; t again; s,/\./,/,g' "$1" | grep -F "$2/" | sort -u >"$1.sorted" || true
    awk -F'\t' '
        { split($1, place, ":"); files[place[1]]; key = $1 FS $2 }
        $2 !~ /^(loop|source)/ && !/LEFT UNCHECKED/ { next }
        /NOT ANALYSED/ { rank = 4 } /LEFT UNCHECKED/ { rank = 4 }
        !/NOT ANALYSED|LEFT UNCHECKED/ { rank = $3 ~ /^check/ ? 3 : $3 ~ /^strips/ ? 2 : 1 }
        rank > worst[key] { worst[key] = rank }
        END {
            for (key in worst) n[worst[key]]++
            for (file in files) while ((getline line < file) > 0) lines++
            printf "%d | %d | %d | %d | %d | %d", lines, n[1] + n[2] + n[3] + n[4], n[3], n[2], n[1], n[4]
        }' "$1.sorted"
    grep -E 'LEFT UNCHECKED|NOT ANALYSED' "$1.sorted" >"$1.unchecked" || true
}
