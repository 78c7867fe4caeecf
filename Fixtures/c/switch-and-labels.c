// Labels that let a jump into the middle of a loop.
// checks: >= 30
#include <stdio.h>

static int duff(void) {
    char a[20], b[20];
    for (int i = 0; i < 20; i++) a[i] = (char)i; // loop: bounded, 20 turns
    char *to = b, *from = a;
    int count = 19, n = (count + 7) / 8;
    switch (count % 8) {
    case 0:
        do { // loop: check
            *to++ = *from++;
            __attribute__((fallthrough));
        case 7: *to++ = *from++; __attribute__((fallthrough));
        case 6: *to++ = *from++; __attribute__((fallthrough));
        case 5: *to++ = *from++; __attribute__((fallthrough));
        case 4: *to++ = *from++; __attribute__((fallthrough));
        case 3: *to++ = *from++; __attribute__((fallthrough));
        case 2: *to++ = *from++; __attribute__((fallthrough));
        case 1: *to++ = *from++;
        } while (--n > 0);
    }
    return b[18] + (int)(to - b);
}

static int switchIsLoop(int x) {
    int s = 0;
    switch (x)
        while (s < 20) { // loop: check
        case 1: s += 1; __attribute__((fallthrough));
        case 2: s += 5;
        }
    return s;
}

static int machine(void) {
    int st = 0, n = 0;
    for (;;) // loop: check
        switch (st) {
        case 0: n++; st = 1; continue;
        case 1:
            if (n < 4) { st = 0; continue; }
            st = 2;
            break;
        default: return n;
        }
}

static int entered(void) {
    int i = 0, s = 0;
    goto in;
    while (i < 4) // loop: check
        in: {
            s += i;
            i++;
        }
    return s * 10 + i;
}

static int labelAtEnd(void) {
    int i = 0;
    for (; i < 5;) { // loop: check
        i++;
        if (i == 2) goto next;
        i++;
    next:;
    }
    return i;
}

static int whileLabelAtEnd(int n) {
    int s = 0;
    while (n > 0) { // loop: check
        n--;
        if (n == 2) goto next;
        s += n;
    next:;
    }
    return s;
}

static int innerSwitch(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) { // loop: strip
        switch (i % 3) {
        case 0: s++; break;
        case 1: s += 2; continue;
        default: if (s > 100000) return -1;
        }
    }
    return s;
}

static int labelInCounted(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) { // loop: check, label
        if (i % 3) goto skip;
        s += i;
    skip:;
    }
    return s;
}

int main(void) {
    printf("%d %d %d %d\n", duff(), switchIsLoop(2), machine(), entered());
    printf("%d %d %d %d\n", labelAtEnd(), whileLabelAtEnd(6), innerSwitch(9), labelInCounted(10));
    return 0;
}
