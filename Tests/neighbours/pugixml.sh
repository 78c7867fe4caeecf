# pugixml, by its own Makefile, which asks for every warning and makes each an error. Its test program has some
# thirteen hundred tests, also of exceptions and of allocations that fail.
package=pugixml

build() { make -j"$JOBS" BUILD=out CXX="$CXX $LEVEL" out/test; }

check() { out/test; }

count() { sed -n -E 's/^(Success: .*|FAILURE: .*)$/\1/p'; }
