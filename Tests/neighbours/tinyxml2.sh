# TinyXML-2: one class hierarchy with virtual functions in one file, built by make's own rules. Its test program is
# some two thousand comparisons.
package=tinyxml2

build() { make -j"$JOBS" CXXFLAGS="-fPIC $LEVEL" all; }

check() { ./xmltest; }

count() { sed -n -E 's/^.*(Pass [0-9]+, Fail [0-9]+).*$/\1/p'; }
