# cJSON, by CMake: parser and printer that call themselves for each level; its suite is 22 programs that ctest runs.
package=cjson
needs=cmake

build() {
    cmake -S . -B out -DCMAKE_BUILD_TYPE=None -DENABLE_CUSTOM_COMPILER_FLAGS=OFF -DENABLE_CJSON_UTILS=ON -DCMAKE_C_FLAGS="$LEVEL"
    make -C out -j"$JOBS"
}

check() {
    ctest --test-dir out || true
    (cd out/tests && for program in *_tests; do [ -f "$program" ] && [ -x "$program" ] && ./"$program" || true; done)
    out/cJSON_test
}

count() { awk '/tests passed,/ { print $4, "failed of", $NF } /Tests .* Failures/ { n += $1; bad += $3 } END { print n, "cases,", bad, "failures" }'; }
