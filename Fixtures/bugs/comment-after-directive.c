// checks: >= 3
#include <stdio.h> /* a comment that
goes on after the directive */
/* another */ static int f(int n) {
    while (n > 0 && n != 77) n--; // loop: check
    return n;
}

int main(void) {
    printf("%d\n", f(3));
    return 0;
}
