// Every read of a volatile bound is an effect: their number must not change. An atomic one may change any time.
// budget: 0.2 us
// checks: >= 100
#include <stdatomic.h>
#include <stdio.h>

struct device { volatile int count; int values[4]; };

static int behindPointer(volatile int *p) {
    int s = 0;
    for (int i = 0; i < *p; i++) s += i; // loop: check, volatile
    return s;
}

static int member(struct device *d, volatile int *v) {
    int s = 0;
    for (int i = 0; i < d->count; i++) s += i; // loop: check, volatile
    for (int i = 0; i < v[1]; i++) s += i; // loop: check, volatile
    for (int i = 0; i < (*d).count + 1; i++) s += i; // loop: check, volatile
    return s;
}

static _Atomic int shared = 40;

static int atomicBound(_Atomic int *p) {
    int s = 0;
    for (int i = 0; i < shared; i++) s += i; // loop: check
    for (int i = 0; i < *p; i++) s += i; // loop: check
    for (int i = 0; i < atomic_load(p); i++) s += i; // loop: check
    for (int i = 0; i < __c11_atomic_load(p, 5); i++) s += i; // loop: check
    return s;
}

int main(void) {
    volatile int v[2] = {30, 30};
    struct device d = {40, {0}};
    printf("%d %d %d\n", behindPointer(v), member(&d, v), atomicBound(&shared));
    return 0;
}
// compilers: clang
