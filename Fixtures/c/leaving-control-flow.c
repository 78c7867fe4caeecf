// setjmp, cleanup and _Generic: what leaves a loop's body in unusual ways.
// budget: 0.4 us
// flags: -std=gnu11
// checks: >= 10
#include <setjmp.h>
#include <stdio.h>

static jmp_buf buffer;
static int freed;

static void cleaned(int *p) { freed += *p; }

static int cleanup(int n) {
    for (int i = 0; i < n; i++) { // loop: strip
        __attribute__((cleanup(cleaned))) int x = i;
        if (i == 1) continue;
        if (i == 70) break;
    }
    return freed;
}

static void deep(int n) { // entry: check
    if (n == 0) longjmp(buffer, 9);
    deep(n - 1);
}

static int jumps(void) {
    int r = setjmp(buffer); // jump: check, longjmp
    if (r) return r;
    deep(20);
    return 0;
}

static int generic(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) { // loop: check, address of i
        _Static_assert(sizeof(int) >= 2, "x");
        s += _Generic(s, int: i, default: 0);
    }
    return s;
}

int main(void) {
    printf("%d %d %d\n", cleanup(90), jumps(), generic(80));
    return 0;
}
