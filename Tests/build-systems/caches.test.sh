# ccache and distcc, on either side of Cede.

twice() { # COMMAND: an object built twice, the second time from the cache
    export CCACHE_DIR=$PWD/cache
    ccache -z
    for turn in first second; do
        $1 -O2 -Iinclude -c src/sum.c -o sum.o
        checked sum.o
        cp sum.o $turn.o
    done
    cmp first.o second.o
    ccache -s -v
    ccache --print-stats | awk '$1 ~ /^(direct|preprocessed)_cache_hit$/ { hits += $2 } END { exit hits != 1 }'
}

# Cede first: each source is rewritten, and the compilation of the rewritten text comes from the cache.
test_ccache_behind() {
    need ccache
    for compiler in gcc clang; do twice "$cede cc ccache $compiler"; done
}

# ccache first, which calls Cede only when it does not know the source.
test_ccache_in_front() {
    need ccache
    export CCACHE_COMPILERCHECK=content
    for compiler in gcc clang; do
        printf '#!/bin/sh\nexec %s cc %s "$@"\n' "$cede" "$compiler" >"cede-$compiler"
        chmod +x "cede-$compiler"
        twice "ccache $PWD/cede-$compiler"
    done
}

# The prefix that ccache has for distcc and the like.
test_ccache_prefix() {
    need ccache
    printf '#!/bin/sh\nexec %s cc "$@"\n' "$cede" >cede-cc
    chmod +x cede-cc
    export CCACHE_PREFIX=$PWD/cede-cc
    twice "ccache gcc"
}

test_distcc() {
    need distcc
    # Started by root, the daemon goes on as another user.
    shared=$(mktemp -d)
    chmod 777 "$shared"
    export DISTCC_HOSTS=127.0.0.1:3679 DISTCC_FALLBACK=0 DISTCC_DIR=$PWD/state
    mkdir "$DISTCC_DIR"
    TMPDIR=$shared distccd --no-detach --daemon --listen 127.0.0.1 --port 3679 --allow-private --jobs 1 \
        --enable-tcp-insecure --log-file "$shared/log" --log-level info &
    daemon=$!
    trap 'kill $daemon; rm -rf "$shared"' EXIT
    for _ in $(seq 50); do ! grep -q 'listening on' "$shared/log" || break; sleep 0.1; done
    "$cede" cc distcc gcc -O2 -Iinclude -c src/sum.c -o sum.o
    checked sum.o
    "$cede" cc distcc gcc -O2 -Iinclude -c src/main.c -o main.o
    "$cede" cc gcc main.o sum.o -o program
    answers ./program
    # The daemon compiled both.
    [ "$(grep -c COMPILE_OK "$shared/log")" = 2 ]
}
