# mawk, by autoconf: an interpreter in one `switch`, regular expressions as an automaton. Its suite also
# divides by zero and overflows on purpose, with signals.
package=mawk

build() {
    ./configure CFLAGS="$LEVEL"
    make
}

check() {
    make check || true
    seq 300000 | ./mawk '{ s += $1; n[$1 % 97]++; t = t substr($1, 1, 1) } END { print "sum", s, length(n), length(t); for (i = 0; i < 20; i++) if (t ~ /1{3}2*9/) print "match" }'
}

count() { awk '/ OK$|^results consistent/ { ok++ } /^sum/ { print } END { print ok + 0, "ok" }'; }
