# libpng, by autoconf and libtool, over the system's zlib. `make check` runs 32 groups over its test images.
# When every check yields, `make check` would take hours: pngtest, the unknown-chunk tests and three of the pngvalid
# groups are run.
package=libpng1.6
products=".libs/libpng16.a pngtest"
needs=zlib1g-dev
REDUCED=1

build() {
    ./configure --disable-shared CFLAGS="$LEVEL"
    make -j"$JOBS"
    make -j"$JOBS" check TESTS=
}

check() {
    if [ -n "$YIELDING" ]; then
        make check TESTS="tests/pngtest-all tests/pngunknown-IDAT tests/pngunknown-discard tests/pngvalid-gamma-16-to-8"
    else
        make -j"$JOBS" check
    fi
}

count() { sed -n -E 's/^# (TOTAL|PASS|FAIL|ERROR): +/\1 /p'; }
