// checks: >= 90
#include <stdio.h>
#include <stdlib.h>

typedef int (*fn)(int);
static int a(int);
static int b(int);
static fn tab[2] = {a, b};

static int a(int n) { // entry: check, which may call back
    return n ? tab[n & 1](n - 1) + 1 : 0;
}

static int b(int n) { // entry: check, which may call back
    return n ? tab[n & 1](n - 1) + 1 : 0;
}

static int callback(int n, fn f) { return n ? f(n - 1) : 0; }

static int twice(int n) { // entry: check
    return n ? callback(n, twice) + 2 : 0;
}

/* Its address is taken, but it calls nobody: no cycle. */
static int compare(const void *x, const void *y) { return *(const int *)x - *(const int *)y; }

int main(void) { // entry: check, which may call back
    int v[] = {3, 1, 2};
    qsort(v, 3, sizeof *v, compare);
    printf("%d %d %d\n", tab[0](50), twice(40), v[0] * 100 + v[1] * 10 + v[2]);
    return 0;
}
