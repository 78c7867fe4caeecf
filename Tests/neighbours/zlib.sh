# zlib: its configure script is not autoconf's. The suite is two round trips and `example`, static, shared and with
# 64-bit offsets, then `infcover`, which walks every branch of inflate.
package=zlib
products="libz.a libz.so minigzip"

build() {
    CFLAGS="$LEVEL" ./configure
    make -j"$JOBS"
    make infcover
}

check() {
    make test
    ./infcover
}

count() { awk '/test OK/ { ok++ } /FAILED/ { failed++ } END { print ok + 0 " ok, " failed + 0 " failed" }'; }
