# ccache, sccache, distcc and icecc, on either side of Cede where they can.

compile_twice() { # COMMAND: the same object both times
    for turn in first second; do
        $1 -O2 -Iinclude -c src/sum.c -o sum.o
        checked sum.o
        cp sum.o $turn.o
    done
    cmp first.o second.o
}

twice() { # COMMAND: an object built twice, the second time from the cache
    export CCACHE_DIR=$PWD/cache
    ccache -z
    compile_twice "$1"
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

# What ccache is to look at besides: it does not see by itself that the configuration has changed.
test_ccache_configuration() {
    need ccache
    printf '#!/bin/sh\nexec %s cc gcc "$@"\n' "$cede" >cede-gcc
    chmod +x cede-gcc
    export CCACHE_DIR=$PWD/cache CCACHE_COMPILERCHECK=content CCACHE_EXTRAFILES=$cede:$PWD/.cede.yml
    ccache ./cede-gcc -Iinclude -c src/sum.c -o sum.o
    checked sum.o
    printf 'no-yield:\n  - sum\n' >.cede.yml
    ccache ./cede-gcc -Iinclude -c src/sum.c -o sum.o
    unchecked sum.o
}

sccached() { # COMMAND: the same from sccache
    sccache --zero-stats
    compile_twice "$1"
    sccache --show-stats
    sccache --show-stats | awk '$1 " " $2 == "Cache hits" && $3 ~ /^[0-9]/ { hits = $3 } END { exit hits != 1 }'
}

sccache_server() {
    need sccache
    export SCCACHE_DIR=$PWD/cache SCCACHE_SERVER_PORT=4397
    sccache --start-server
    trap 'sccache --stop-server' EXIT
}

test_sccache_behind() {
    sccache_server
    for compiler in gcc clang; do sccached "$cede cc sccache $compiler"; done
}

test_sccache_in_front() {
    sccache_server
    for compiler in gcc clang; do
        printf '#!/bin/sh\nexec %s cc %s "$@"\n' "$cede" "$compiler" >"cede-$compiler"
        chmod +x "cede-$compiler"
        sccached "sccache $PWD/cede-$compiler"
    done
}

# A scheduler, the daemon of this machine, which takes no work, and one that plays another machine. Started by root, they go
# on as another user.
test_icecc() {
    need icecc
    PATH=$PATH:/usr/sbin
    farm=$(mktemp -d)
    chmod 777 "$farm"
    export ICECC_TESTS=1 ICECC_TEST_SCHEDULER_PORTS=8771:8772 ICECC_SCHEDULER=localhost:8771 ICECC_PREFERRED_HOST=other
    icecc-scheduler -p 8771 -n "$(basename "$farm")" -l "$farm/scheduler.log" -vv &
    trap 'kill $(jobs -p); rm -rf "$farm"' EXIT
    started() { # NAME OPTION ...
        local name=$1
        shift
        ICECC_TEST_SOCKET=$farm/$name iceccd "$@" -s localhost:8771 -n "$(basename "$farm")" -N "$name" -b "$farm/$name-envs" \
            -l "$farm/$name.log" -vvv &
        for _ in $(seq 100); do ! grep -q 'Connected to scheduler' "$farm/$name.log" || return 0; sleep 0.1; done
    }
    started here --no-remote -m 0
    started other -p 10277 -m 2
    export ICECC_TEST_SOCKET=$farm/here ICECC_DEBUG=debug
    for compiler in gcc clang; do
        export ICECC_LOGFILE=$farm/$compiler.log
        # A busy machine gets no work, and this is the only one there is.
        for _ in $(seq 60); do
            "$cede" cc icecc $compiler -O2 -Iinclude -c src/sum.c -o sum.o
            ! grep 'Have to use host .*:10277' "$ICECC_LOGFILE" || break
            sleep 1
        done
        checked sum.o
        "$cede" cc icecc $compiler -O2 -Iinclude -c src/main.c -o main.o
        "$cede" cc $compiler main.o sum.o -o program
        answers ./program
        cat "$ICECC_LOGFILE"
        grep 'Have to use host .*:10277' "$ICECC_LOGFILE"
    done
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
