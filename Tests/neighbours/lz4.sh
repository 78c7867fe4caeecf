# lz4, by plain Makefiles: its fuzzers with a fixed seed, partial decompression, and round trips by the command.
package=lz4
products="lib/liblz4.a lz4"
REDUCED=1

build() {
    make -j"$JOBS" lz4 lib CFLAGS="$LEVEL" MOREFLAGS=
    make -j"$JOBS" -C tests CFLAGS="$LEVEL"
}

check() {
    local n=${YIELDING:+40}
    tests/fuzzer -s1 -i"${n:-1000}"
    tests/frametest -s1 -i"${n:-1000}"
    (cd tests && ./checkFrame && ./decompress-partial)
    local size=${YIELDING:+300000} options
    for options in -1 -9 "-12 -BD" "-B4 --no-frame-crc"; do
        tests/datagen -g"${size:-20000000}" >text
        ./lz4 -c $options text >text.packed
        cksum <text.packed | sed 's/^/packed /'
        ./lz4 -d -c text.packed | cmp - text && echo "round trip"
    done
}

count() { tr '\r' '\n' | awk '/Test OK|tests completed|unit tests/ { ok++ } /OK/ { o++ } /^packed/ { sums = sums " " $2 } /^round trip/ { n++ } END { print ok + 0 " tests, " o + 0 " OK, " n + 0 " round trips" sums }'; }
