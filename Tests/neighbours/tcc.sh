# tcc, which hurts: a compiler that runs what it compiles in its own process, with a signal handler that longjmps
# out of a crash, and that links its own tests against the library the other compiler made. Its suite compares the
# output of some hundred programs compiled and run by it.
package=tcc
# The program is linked without debug lines.
products="libtcc.a tcc.o"

# The archive has no folder of its own at its top.
unpack() { tar xf "$sources"/"$package"_*.orig.tar.*; }

build() {
    ./configure --cc="$CC" --extra-cflags="$LEVEL"
    make -j"$JOBS"
}

# The suite goes on after a failure only when told to; failures show as differences.
check() {
    make -k -C tests/tests2 || true
    make -k -C tests/pp || true
    make -k -C tests hello-exe hello-run libtest abitest test3 || true
}

count() { awk '/^Test: / { n++ } /^--- |^\+\+\+ / { bad++ } /\*\*\* \[|Error [0-9]/ { errors++ } END { print n + 0 " tests, " bad / 2 " differ, " errors + 0 " make errors" }'; }
