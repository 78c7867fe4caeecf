// A preprocessor that keeps comments takes them for tokens: a macro is not expanded when one stands before its
// arguments, and what follows one on its line is no directive. Found in tcc's own tests.
#include <stdio.h>

/* the factor */ #define FACTOR 2
#define TIMES(x) ((x) * FACTOR)

int main(void) {
    int n = 100000, s = 0;
    for (int i = 0; i < n; i++) // loop: strip
        s += TIMES /* of the index */ (i) % 7;
    printf("%d\n", s);
    return 0;
}
