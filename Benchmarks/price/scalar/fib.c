/* fib.c - the naive recursion: two calls and an addition. */
#include "../../kernels/kernel.h"

NEVER_INLINE static unsigned fib(unsigned n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

int main(int argc, char **argv) {
    unsigned result = fib((unsigned)argument(argc, argv, 1, 38));
    print_digest(&result, sizeof result);
}
