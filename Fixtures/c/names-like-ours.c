// Users may name things nearly as we do, and take any name for a label, member or macro argument.
// budget: 0.4 us
// checks: >= 5
#include <stdio.h>

struct cede { int cede_check, end; };

static int f(int n) {
    int cede_end = n, check = 0, cede_at_1 = 0;
    struct cede v = {n, 0};
    for (int i = 0; i < cede_end; i++) { // loop: strip
        int end = i;
        check += end + v.cede_check;
    }
    for (int end = 0; end < v.cede_check; end++) cede_at_1 += end; // loop: strip
    while (v.cede_check > 3) v.cede_check--; // loop: check
    return check + cede_at_1;
}

int main(void) {
    printf("%d\n", f(90));
    return 0;
}
