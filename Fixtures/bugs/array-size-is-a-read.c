// A length in the type of an array does not give its variable away: kernels over `double a[n][n]` get strips.
// budget: 0.4 us
// flags: -std=gnu11
// checks: >= 5
#include <stdio.h>

static int parameter(int n, int a[n][n]) {
    for (int i = 0; i < n; i++) // loop: check, holds another loop
        for (int j = 0; j < n; j++) a[i][j] = i + j; // loop: strip
    return a[n - 1][n - 1];
}

static int local(int n, void *p) {
    int v[n];
    typedef int row[n];
    row *rows = p;
    for (int i = 0; i < n; i++) v[i] = i; // loop: strip
    for (int i = 0; i < n; i++) ((int(*)[n])p)[0][i] = v[i]; // loop: strip
    for (int i = 0; i < n; i++) rows[0][i] = v[i] + (int)sizeof(int[n]); // loop: strip
    (void)n;
    return rows[0][n - 1];
}

int main(void) {
    int a[40][40];
    printf("%d %d\n", parameter(40, a), local(40, a));
    return 0;
}
