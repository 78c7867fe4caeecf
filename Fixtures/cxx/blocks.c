// A block of C is a function of its own.
// flags: -fblocks
// compilers: clang
// budget: 0.4 us
// checks: >= 20
#include <stdio.h>

// What a block needs of its runtime, when nobody copies it.
void *_NSConcreteGlobalBlock[32], *_NSConcreteStackBlock[32];

static int apply(int (^block)(int), int n) {
    int s = 0;
    for (int i = 0; i < n; i++) s += block(i); // loop: check, through a pointer
    return s;
}

static int captured(int n) {
    int base = n;
    int (^down)(int) = ^(int k) {
        int s = base;
        while (k & 7) s += k++; // loop: check
        for (int i = 0; i < k; i++) s ^= i; // loop: strip
        return s;
    };
    return down(3) + apply(down, 4);
}

static int global(int n) {
    return ^(int k) {
        int s = 0;
        do s += k--; while (k > 0); // loop: strip
        return s;
    }(n);
}

// An index that a block shares is not the loop's own.
static int shared(int n) {
    int turns = 0;
    int i;
    int *p = &turns;
    for (i = 0; i < n; i++) { // loop: check, through a pointer
        void (^note)(void) = ^{ *p += i; };
        note();
    }
    return turns;
}

static int (^recursive)(int);

int main(void) { // entry: check, through a pointer
    recursive = ^(int n) { return n ? recursive(n - 1) + 1 : 0; }; // entry: check, through a pointer
    printf("%d %d %d %d\n", captured(5), global(9), shared(7), recursive(12));
    return 0;
}
