# The witness is tested before it is believed: on planted.c as cede rewrites it, which must be clean, and once for each
# function with that function's checks taken out of the rewritten text, which must be noticed, by that function's name.
# Sourced by `run`.

planted() {
    local folder=$witness/planted failed=0 name flags="--config=$witness/edges.cfg -w" seen
    mkdir -p "$folder"
    clang -E -I"$witness/include" -include cede_check.h "$root/Tests/witness/planted.c" -o "$folder/source.i"
    "$cede" rewrite --stdout "$folder/source.i" >"$folder/whole.i"
    # What stands in trees and not here: the check that shows no branch, and the rest of a text that is skipped.
    CEDE_RUNTIME=$witness "$cede" cc --fail-closed "$witness/edges/clang" -O2 -w -c "$root/Fixtures/c/text-scans.c" -o "$folder/forms.o" ||
        { echo "FAILED: the witness's header does not know all that cede inserts"; failed=1; }
    for level in ${LEVELS:--O0 -O1 -O2}; do
        seen=$(named "$folder/whole.i" "$level" | tr '\n' ' ')
        [ -z "$seen" ] || { echo "FAILED: with every check in place at $level: $seen"; failed=1; }
        for name in $(sed -n 's/^APART static unsigned \([a-z_]*\)(.*{$/\1/p' "$root/Tests/witness/planted.c"); do
            without "$name" <"$folder/whole.i" >"$folder/$name.i"
            ! cmp -s "$folder/whole.i" "$folder/$name.i" || { echo "FAILED: $name has no check"; failed=1; }
            seen=$(named "$folder/$name.i" "$level" | tr '\n' ' ')
            case " $seen" in
            *" $name "*) ;;
            *) echo "FAILED: $name without its check at $level; noticed: ${seen:-nothing}"; failed=1 ;;
            esac
        done
    done
    [ $failed = 0 ] && echo "the witness names every loop and call cycle whose check is missing, and no other"
}

# Takes the checks out of one function of the rewritten text.
without() { # function
    awk -v function_="$1" '
        /^__attribute__\(\(noinline\)\) static unsigned / { split($4, word, "("); name = word[1] }
        /^int main/ { name = "main" }
        name == function_ { gsub(/cede_check\(\)/, "(void)0") }
        { print }'
}

# The functions that the witness names.
named() { # text level
    rm -f "$1.log"
    clang $flags "$2" -x cpp-output "$1" -x none -o "$1.exe"
    WITNESS_LOG=$1.log "$1.exe" >/dev/null
    findings "$1.log" | awk '{ print $5 }' | sort -u
}
