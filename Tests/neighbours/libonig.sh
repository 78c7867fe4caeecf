# Oniguruma, by autoconf and libtool: a matcher with a stack of its own and computed jumps; a folder of tables for each encoding. Its
# suite is programs that match some thousand expressions and count.
package=libonig
products="src/.libs/libonig.a"
needs="autoconf automake libtool"

build() {
    autoreconf -fi
    ./configure CFLAGS="$LEVEL"
    make -j"$JOBS"
    make -j"$JOBS" check TESTS=
}

check() {
    make check
    cat test/*.log
}

count() { awk '/^RESULT/ { gsub(/[^0-9 ]/, " "); n += $1; bad += $2 + $3; programs++ } END { print programs, "programs,", n, "ok,", bad, "not" }'; }
