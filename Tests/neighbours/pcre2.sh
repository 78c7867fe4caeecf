# pcre2 in its three widths, by autoconf and libtool. `make check` runs RunTest (all its inputs in 8, 16 and 32 bit)
# and RunGrepTest, which compare what is printed byte for byte.
package=pcre2
products=".libs/libpcre2-8.a pcre2grep"

build() {
    ./configure --enable-pcre2-16 --enable-pcre2-32 --disable-shared CFLAGS="$LEVEL"
    make -j"$JOBS"
}

check() { make check; }

count() { sed -n -E 's/^# (TOTAL|PASS|FAIL|ERROR): +/\1 /p'; }
