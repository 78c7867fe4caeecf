// A check of the user's own counts only when every turn passes it.
// checks: >= 30
#include <stdio.h>
#include <cede_check.h>

static int inCase(int n) {
    int s = 0;
    while (n > 0 && s >= 0) { // loop: check
        n--;
        switch (n % 3) {
        case 1: cede_check(); break;
        default: s++;
        }
    }
    return s;
}

static int jumpedOver(int n) {
    int s = 0;
    while (n > 0) { // loop: check
        n--;
        if (n != 5) goto next;
        cede_check();
    next:
        s++;
    }
    return s;
}

static int continued(int n) {
    int s = 0;
    while (n > 0) { // loop: check
        if (n-- != 5) continue;
        cede_check();
        s++;
    }
    return s;
}

int main(void) {
    printf("%d %d %d\n", inCase(20), jumpedOver(20), continued(20));
    return 0;
}
