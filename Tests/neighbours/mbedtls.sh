# Mbed TLS, by CMake, which takes the compiler from CC with its arguments. Ten thousand `do ... while (0)` and the
# arithmetic of cryptography; its suite is some hundred programs that ctest runs. When every check yields the six that make keys
# are left out.
package=mbedtls
REDUCED=1

build() {
    cmake -S . -B out -DCMAKE_BUILD_TYPE=None -DMBEDTLS_FATAL_WARNINGS=OFF -DCMAKE_C_FLAGS="$LEVEL"
    make -C out -j"$JOBS"
}

check() { ctest --test-dir out -j"$JOBS" ${YIELDING:+-E "rsa|dhm|ecp|pk|ssl|x509"}; }

count() { sed -n 's/ tests passed,/ passed,/p'; }
