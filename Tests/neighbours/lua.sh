# Lua, with its official tests, which Debian does not have: LUA_TESTS names a folder with them (`testes` of the tag
# v5.4.4, or lua-5.4.4-tests of lua.org), else build/neighbours/src/lua-5.4.4-tests, else lua.org is asked.
# ltests.c is not built in, so the tests of the internal API skip themselves; _port leaves out what depends on the
# machine. Run whole, also when every check yields.
package=lua5.4
products="src/liblua.a src/lua"

unpack() {
    tar xf "$sources"/"$package"_*.orig.tar.* --strip-components=1
    local tests=${LUA_TESTS:-$sources/lua-5.4.4-tests}
    if [ ! -d "$tests" ]; then
        curl -fsS https://www.lua.org/tests/lua-5.4.4-tests.tar.gz | tar xz -C "$sources"
    fi
    cp -R "$tests" tests
}

build() { make -j"$JOBS" linux CC="$CC -std=gnu99" CFLAGS="$LEVEL -Wall -Wextra -DLUA_COMPAT_5_3 -DLUA_USE_LINUX"; }

check() {
    cd tests
    ../src/lua -e '_U=true' all.lua
}

# Each file of the suite says its name before and OK behind itself.
count() { awk '/^testing|^\*\*\*\*\*/ { n++ } tolower($0) ~ /^ok|ok$/ { ok++ } /final OK/ { end = ", final OK" } END { print n + 0, "parts,", ok + 0, "ok" end }'; }
