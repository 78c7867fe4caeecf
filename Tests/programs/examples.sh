# The servers of Examples/, built through `cede cc` and asked by real clients. Sourced by `run`, which sets CEDE, OUT,
# bin and report.

build() { # NAME SOURCE...
    local name=$1
    shift
    "$CEDE" cc clang -O2 -Wall -Wno-implicit-fallthrough -I"$OUT/include" "$@" -o "$bin/$name"
}

serve() { # NAME: starts it; its port is in $port
    local line
    exec {from}< <(exec "$bin/$1" 2>&1)
    server=$!
    read -r -t 30 line <&"$from" && port=${line#port }
}

stop() {
    kill "$server" 2>/dev/null
    exec {from}<&-
}

# asks LINE: what the server of streams answers to it.
asks() {
    exec {to}<>"/dev/tcp/127.0.0.1/$port" || return 1
    echo "$1" >&"$to"
    cat <&"$to"
    exec {to}>&-
}

streams() {
    build streams Examples/streams/streams.c && serve streams || return 1
    local status=0 endless
    # Three that never end and are read a little, while the others are answered whole.
    for endless in 1 2 3; do asks numbers 2>/dev/null | head -n 100000 > "$bin/numbers$endless" & done
    cmp <(asks "inc 20000") <(seq 0 20000) || status=1
    [ "$(asks "tree 2")" = '{"id":1,"children":[{"id":2,"children":[{"id":4},{"id":5}]},{"id":3,"children":[{"id":6},{"id":7}]}]}' ] || status=1
    [ "$(asks "tree 16" | tr -cd : | wc -c)" = $((2 * 131071 - 65536)) ] || status=1
    wait %1 %2 %3
    for endless in 1 2 3; do cmp "$bin/numbers$endless" <(seq 0 99999) || status=1; done
    stop
    return $status
}

# As many clients as the limit on descriptors allows, at most ten thousand.
chat() {
    local limit clients=10000 status=0
    ulimit -S -n "$(ulimit -H -n)" 2>/dev/null
    limit=$(ulimit -n)
    [ "$limit" = unlimited ] || [ "$limit" -ge 10100 ] || clients=$((limit - 100))
    build chat Examples/chat/chat.c && build crowd Examples/chat/crowd.c && serve chat || return 1
    echo "chat: $(timeout 300 "$bin/crowd" "$port" "$clients")" || status=1
    timeout 300 "$bin/crowd" "$port" 500 >/dev/null || status=1
    stop
    return $status
}

http() {
    Benchmarks/fetch http-parser "$OUT/sources" >/dev/null 2>&1 || { echo "http: cannot get http-parser's source"; return 1; }
    local parser=$OUT/sources/http-parser status=0
    build http -I"$parser" Examples/http/http.c "$parser/http_parser.c" && build ask Examples/http/ask.c && serve http || return 1
    timeout 300 "$bin/ask" "$port" || status=1
    stop
    return $status
}

for example in streams chat http; do
    $example
    report "Examples/$example" $?
done
