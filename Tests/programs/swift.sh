# Swift programs, sourced by `run`: every fixture plain, rewritten, and rewritten with every check yielding on a task
# beside another one, in both language modes and at both ends of optimisation. No new warnings, the same output.

swift_warnings() { sed -n 's/^[^:]*:\([0-9]*\):[0-9]*: warning: \(.*\)/\1 \2/p' "$1" | sort -u; }

same_swift() { # SOURCE MODE LEVEL
    local source=$1 flags name
    name="$bin/$(basename "$source" .swift)-swift$2$3"
    flags="$(header "$source" flags) -swift-version $2 $3"
    mkdir -p "$name.d/plain" "$name.d/cede"
    cp "$source" "$name.d/plain/program.swift"
    "$CEDE" rewrite --stdout "$source" > "$name.d/cede/program.swift" 2> /dev/null || return 1
    swiftc $flags "$name.d/plain/program.swift" -o "$name" 2> "$name.log" || { cat "$name.log"; return 1; }
    swiftc $flags -I "$OUT/include/CedeCheck" "$name.d/cede/program.swift" "$OUT/lib/libcede.a" -o "$name-cede" \
        2> "$name-cede.log" || { cat "$name-cede.log"; return 1; }
    diff <(swift_warnings "$name.log") <(swift_warnings "$name-cede.log") || return 1
    timeout 60 "$name" > "$name.out" 2>&1
    echo "exit $?" >> "$name.out"
    timeout 60 "$name-cede" > "$name-cede.out" 2>&1
    echo "exit $?" >> "$name-cede.out"
    CEDE_MAIN=task CEDE_YIELD=always timeout 60 "$name-cede" > "$name-yield.out" 2>&1
    echo "exit $?" >> "$name-yield.out"
    diff "$name.out" "$name-cede.out" && diff "$name.out" "$name-yield.out"
}

if command -v swiftc > /dev/null && "$CEDE" rewrite --stdout Fixtures/swift/bodies.swift > /dev/null 2>&1; then
    for source in Fixtures/swift/*.swift; do
        # Each mode and each level, not each pair of them: a compilation takes seconds.
        same_swift "$source" 5 -Onone
        report "$source with -swift-version 5 -Onone" $?
        same_swift "$source" 6 -O
        report "$source with -swift-version 6 -O" $?
    done
fi
