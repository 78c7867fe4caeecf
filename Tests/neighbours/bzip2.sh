# bzip2: a plain Makefile, whose suite is six comparisons of small files. Added: a file of about a megabyte there and
# back at three levels, compared byte for byte between the runs by its checksum.
package=bzip2
products="libbz2.a bzip2"

# The Makefile takes options for large files from CFLAGS, which the command line replaces.
build() { make -j"$JOBS" CC="$CC" CFLAGS="-Wall -Winline $LEVEL -g -D_FILE_OFFSET_BITS=64"; }

check() {
    # `make test` would link again, were the objects older.
    make test CC="$CC" CFLAGS="-Wall -Winline $LEVEL -g -D_FILE_OFFSET_BITS=64"
    cat *.c *.h *.ref >large
    for level in 1 5 9; do
        ./bzip2 -$level -c large >large.bz2
        ./bzip2 -d -c large.bz2 | cmp - large
        echo "large $(cksum <large.bz2)"
    done
}

# The compressed file must not depend on how bzip2 was compiled.
count() { awk '/^cmp / { n++ } /^large/ { large++; sum = sum " " $2 } END { print n + 0, "compares,", large + 0, "round trips," sum }'; }
