# Redis: its own Makefiles over its bundled dependencies, threads of its own, a server that runs for hours. A server built
# so serves redis-benchmark, then a part of the Tcl suite runs. When every check yields, the server does so too.
package=redis
products="src/redis-server src/redis-cli"
needs=tcl

# The dependencies are built by Makefiles that take the same CC.
# One after the other: each would build the dependencies for itself at the same time. They know of no OPTIMIZATION.
build() { export CFLAGS=$LEVEL; for program in redis-server redis-cli redis-benchmark; do make -j"$JOBS" MALLOC=libc CC="$CC" OPTIMIZATION="$LEVEL" $program; done; }

check() {
    local port=$((20000 + RANDOM % 10000)) requests=${YIELDING:+5000}
    src/redis-server --port $port --save '' --daemonize no >server.log 2>&1 &
    local server=$!
    for try in $(seq 50); do src/redis-cli -p $port ping 2>/dev/null | grep -q PONG && break; sleep 0.2; done
    # The client is the same build; as a task it would only be slower.
    CEDE_MAIN=thread src/redis-benchmark -p $port -n "${requests:-50000}" -q -t set,get,incr,lpush,lrange_100,zadd -P 8
    CEDE_MAIN=thread src/redis-cli -p $port eval 'local s = 0 for i = 1, 100000 do s = s + i end return s' 0 | sed 's/^/lua sum /'
    CEDE_MAIN=thread src/redis-cli -p $port shutdown nosave
    wait $server
    ./runtest --clients 2 --single unit/type/string --single unit/type/list --single unit/type/hash --single unit/type/set \
        --single unit/type/zset --single unit/expire --single unit/scripting --single unit/sort --single unit/bitops
}

count() { sed -E 's/\x1b\[[0-9;]*m//g' | tr '\r' '\n' | awk '/^\[ok\]/ { ok++ } /^\[err\]/ { bad++ } /requests per second/ { served++ } /^lua sum/ { lua = $3 }
    END { print ok + 0 " ok, " bad + 0 " err; " served + 0 " benchmarks served; sum " lua }'; }
