# double-conversion, by CMake: arithmetic on big numbers in counted loops. Its tests convert some hundred thousand
# numbers.
package=double-conversion
needs=cmake

build() {
    cmake -S . -B out -DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_FLAGS="$LEVEL" -DBUILD_TESTING=ON
    make -C out -j"$JOBS"
}

check() { ctest --test-dir out; }

count() { sed -n -E 's/.* tests passed, ([0-9]+) tests failed out of ([0-9]+)/\2 tests, \1 failed/p'; }
