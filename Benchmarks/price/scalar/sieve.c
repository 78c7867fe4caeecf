/* sieve.c - primes: loops with ever longer steps through a byte array. */
#include "../../kernels/kernel.h"

#include <string.h>

NEVER_INLINE static int sieve(unsigned char *composite, int n) {
    int count = 0;
    memset(composite, 0, (size_t)n + 1);
    for (int i = 2; i <= n; i++) {
        if (composite[i])
            continue;
        count++;
        for (int64_t j = (int64_t)i * i; j <= n; j += i)
            composite[j] = 1;
    }
    return count;
}

int main(int argc, char **argv) {
    int n = argument(argc, argv, 1, 300000), rounds = argument(argc, argv, 2, 200);
    unsigned char *composite = memory((size_t)n + 1);
    int total = 0;
    for (int round = 0; round < rounds; round++)
        total += sieve(composite, n - round);
    print_digest(&total, sizeof total);
}
