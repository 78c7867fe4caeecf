# The project that every test builds: a program of two sources and a header with an inline function, and a library.

project() {
    mkdir -p src include
    cat >include/parts.h <<'END'
#ifndef PARTS_H
#define PARTS_H
long sum(const int *values, long n);
static inline int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
#endif
END
    cat >src/sum.c <<'END'
#include "parts.h"
long sum(const int *values, long n) {
    long total = 0;
    for (long i = 0; i < n; i++)
        total += values[i];
    return total;
}
END
    cat >src/main.c <<'END'
#include "parts.h"
#include <stdio.h>
#include <stdlib.h>
int main(int argc, char **argv) {
    long n = argc > 1 ? atol(argv[1]) : 10;
    int *values = malloc((unsigned long)n * sizeof *values);
    for (long i = 0; i < n; i++)
        values[i] = (int)i + 1;
    printf("%ld %ld %d\n", n, sum(values, n), fib(10));
    free(values);
    return 0;
}
END
}
