// Checks that the user wrote count, where every turn passes them.
// checks: >= 40
#include <cede_check.h>
#include <stdio.h>

static int inBody(int n) {
    int s = 0;
    while (n-- > 0) { // loop: none, has a check here already
        cede_check();
        if (n & 1) continue;
        s += n;
    }
    return s;
}

static int inHead(int n) {
    int s = 0;
    for (int i = 0; i < n; i++, cede_check()) s += i; // loop: none, has a check here already
    do s++; while (cede_check(), s % 11); // loop: none, has a check here already
    return s;
}

static int atEntry(int n) { // entry: none, has a check here already
    cede_check();
    return n ? atEntry(n - 1) + 1 : 0;
}

static int behindContinue(int n) {
    int s = 0;
    while (n-- > 0) { // loop: strip
        if (n & 1) continue;
        cede_check();
        s += n;
    }
    return s;
}

static int atJump(int n) {
top:
    if (n > 0) {
        n--;
        cede_check();
        goto top; // jump: none, has a check here already
    }
    return n;
}

int main(void) {
    printf("%d %d %d %d %d\n", inBody(9), inHead(8), atEntry(7), behindContinue(9), atJump(5));
    return 0;
}
