# SQLite: the amalgamation, its shell and testfixture (the library inside a Tcl interpreter that is not rewritten), built
# by autoconf. The suite is a part of veryquick; a part of that when every check yields, for the same reason. It refuses to
# check permissions as root, so it runs as nobody where possible.
package=sqlite3
products=sqlite3
needs="tcl tcl8.6-dev"
REDUCED=1
helpers=suite

build() {
    ./configure --with-tcl=/usr/lib/tcl8.6 --disable-shared CFLAGS="$LEVEL"
    make -j"$JOBS" sqlite3 testfixture
}

suite() { # name of a test file ...
    mkdir -p testdir && chmod -R a+rwX .
    for test; do
        if [ "$(id -u)" = 0 ]; then
            setpriv --reuid=nobody --regid=nogroup --clear-groups ./testfixture "test/$test.test"
        else
            ./testfixture "test/$test.test"
        fi || echo "exit code $? of $test"
    done
}

check() {
    ./sqlite3 :memory: "WITH RECURSIVE c(x) AS (VALUES(1) UNION ALL SELECT x + 1 FROM c WHERE x < 20000)
        SELECT 'sum ' || sum(x * x % 97) || ' ' || count(DISTINCT x % 1009) FROM c;"
    if [ -n "$YIELDING" ]; then
        suite select1 insert join func index where sort trigger1 view expr printf
    else
        suite select1 select2 select3 select4 select5 insert insert2 update delete join join2 func expr index index2 where where2 \
            sort trigger1 trigger2 view collate1 date printf vacuum wal trans savepoint fkey2 with1 window1 json101 fts3aa \
            alter analyze autoinc between blob cast check cursorhint pager1 malloc corrupt io
    fi
}

count() { awk '/^[0-9]+ errors out of/ { errors += $1; tests += $5 } /^exit code/ { failed = failed " " $5 } /^sum / { sum = $0 }
    END { print errors + 0 " errors of " tests + 0 (failed ? ", failed:" failed : "") "; " sum }'; }
