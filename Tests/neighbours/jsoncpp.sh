# JsonCpp, by CMake, which takes the compiler from CXX with its arguments. Maps, strings and exceptions of the C++
# library; its suite is a program of unit tests, and a script that reads and writes some sixty documents three ways.
# Its build looks for ccache, which would compare a cold cache with a warm one.
package=libjsoncpp
needs="cmake python3"

build() {
    export CCACHE_DISABLE=1
    cmake -S . -B out -DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_FLAGS="$LEVEL" -DJSONCPP_WITH_POST_BUILD_UNITTEST=OFF
    make -C out -j"$JOBS"
}

check() {
    out/bin/jsoncpp_test
    python3 test/runjsontests.py "$PWD/out/bin/jsontestrunner_exe" test/data
}

count() { sed -n -E 's/^All ([0-9]+) tests passed.*/\1 tests/p; s/^([0-9]+) out of ([0-9]+) tests failed.*/\1 of \2 failed/p'; }
