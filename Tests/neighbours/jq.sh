# jq, by autoconf and libtool over the system's Oniguruma: a bytecode interpreter whose loop is one `switch`, a parser by
# bison, a compiler that walks lists in lists. It binds 200 functions for each program, so when every check yields only two
# of its seven tests run.
package=jq
products=jq
needs="autoconf automake libtool libonig-dev"
REDUCED=1

build() {
    autoreconf -fi
    ./configure --disable-docs --disable-maintainer-mode --disable-valgrind CFLAGS="$LEVEL"
    make -j"$JOBS"
}

# Its optional tests, of strftime and the like, fail plain too.
check() {
    rm -f tests/*.log tests/*.trs
    make check ${YIELDING:+TESTS="tests/onigtest tests/utf8test"} || true
    cat tests/*.log
}

count() { awk '/^# (TOTAL|PASS|FAIL|ERROR):/ { printf "%s %s ", $2, $3 } /tests passed/ { n += $1; all += $3 } END { print n, "of", all }'; }
