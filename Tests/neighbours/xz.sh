# xz, by autoconf and libtool: liblzma with its threaded encoder, the command and its tests over damaged and good files;
# then round trips of its own sources with one and with several threads.
package=xz-utils
products="src/liblzma/.libs/liblzma.a src/xz/.libs/xz"

build() {
    ./configure --disable-nls CFLAGS="$LEVEL"
    make -j"$JOBS"
    make -j"$JOBS" check TESTS=
}

check() {
    make check
    find src doc -name '*.[ch]' -o -name '*.txt' | sort | tar cf tree.tar --mtime=@0 --owner=0 --group=0 -T -
    for options in "-T1 -1" "-T4 --block-size=200KiB -3" "--format=lzma -2"; do
        src/xz/xz -k -c $options tree.tar >tree.tar.packed
        cksum <tree.tar.packed | sed 's/^/packed /'
        src/xz/xz -d -c --format=auto tree.tar.packed | cmp - tree.tar && echo "round trip"
    done
}

count() { awk '/^# (TOTAL|PASS|FAIL|ERROR):/ { printf "%s %s ", $2, $3 } /^packed / { sums = sums " " $2 } /^round trip/ { n++ } END { print n + 0 " round trips" sums }'; }
