// checks: >= 15
#include <stdio.h>

static int again(void) {
    int n = 0;
again:
    n++;
    if (n < 6) goto again; // jump: check, closes a cycle
    return n;
}

static int chain(void) {
    int n = 0;
top:
    if (n > 4) return n;
    else if (n & 1) goto odd;
    n++;
    goto top; // jump: check
odd:
    n += 1;
    goto top; // jump: check
}

static int labelBeforeLoop(void) {
    int n = 0, s = 0;
outer:
    for (int i = 0; i < 3; i++) { // loop: bounded, at most 3 turns
        if (++n == 2) goto outer; // jump: check
        s++;
    }
    return s * 10 + n;
}

static int labelsBeforeOthers(int n) {
    int s = 0;
    if (n > 3)
    down: while (n > 3 && s < 50) n--, s += 7; // loop: check
    else
    up: do n++; while (n * n < 9); // loop: check
    if (s++ < 20 && n < 9) {
        n += 4;
        goto down; // jump: check
    }
    if (s++ < 40) goto up; // jump: check
    switch (n) {
    case 4: for (; n < 9 && s; n++) s--; // loop: check
        break;
    default: while (n > 5 && s) n--; // loop: check
    }
    return s * 100 + n;
}

static int withArray(void) {
    int n = 0, s = 0;
retry:;
    {
        int v[n + 1];
        v[n] = n;
        s += v[n];
        n++;
        if (n < 4) goto retry; // jump: check
    }
    return s;
}

static int localLabel(void) {
    __label__ l;
    int s = 0;
l:
    switch (s) {
    case 0 ... 3:
        s++;
        goto l; // jump: check
    default: return s;
    }
}

static int forwardOnly(int n) {
    if (n > 3) goto out;
    n *= 2;
out:
    return n;
}

int main(void) {
    printf("%d %d %d %d ", again(), chain(), labelBeforeLoop(), labelsBeforeOthers(9));
    printf("%d %d %d\n", withArray(), localLabel(), forwardOnly(1));
    return 0;
}
