# zstd: plain Makefiles, threads, assembler beside C. Of its suite the fuzzer (basic unit tests, then random ones) and
# the streaming fuzzer, by number and seed where the Makefile gives them minutes, so that both runs do the same.
# When every check yields only the random tests are run, fewer of them: the unit tests compress hundreds of megabytes.
package=libzstd
products=programs/zstd
REDUCED=1

build() {
    make -j"$JOBS" -C programs zstd MOREFLAGS="$LEVEL"
    make -j"$JOBS" -C tests fuzzer zstreamtest datagen MOREFLAGS="$LEVEL"
}

check() {
    cd tests
    if [ -n "$YIELDING" ]; then
        ./fuzzer -v -t1 -i20 -s7
        ./zstreamtest -v -t1 -i10 -s7
    else
        ./fuzzer -v -i200 -s7
        ./zstreamtest -v -i100 -s7
    fi
    for level in 1 9 19; do
        ./datagen -g200000 | ../programs/zstd -q -$level -c >data.zst
        echo "round trip $(cksum <data.zst)"
        ../programs/zstd -q -d -c data.zst | cmp - <(./datagen -g200000)
    done
}

count() { tr '\r' '\n' | awk '
    /^test *[0-9]+ *:/ { units++ } / : OK/ { ok++ } /tests completed/ { done = done " " $0 } /^round trip/ { trips++; sum = sum " " $3 }
    END { print units + 0 " tests," done ";", trips + 0, "round trips" sum }'; }
