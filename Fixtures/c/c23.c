// C23 as clang and gcc 12 both have it: labels before declarations and at the end of a block, attributes in brackets,
// binary constants, digit separators apart, elifdef, bool and static_assert as keywords or macros.
// flags: -std=c2x
// libclang: >= 21, 14 reads no label at the end of a block
// budget: 0.4 us
// checks: >= 8
#include <stdbool.h>
#include <stdio.h>

#ifdef NEVER
#elifdef NEVER_EITHER
#else
#define ALWAYS 0b101
#endif

[[nodiscard]] static int labels(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) { // loop: check
        if (i == 2) goto next;
        s += i;
    next:
    }
again:
    int k = s++;
    if (k < 9) goto again; // jump: check
    return k;
}

static int unnamed(int n, [[maybe_unused]] int) {
    int s = 0;
    for (int i = 0; i < n; i++) // loop: strip
        switch (i & 1) {
        case 0: s++; [[fallthrough]];
        default: s += ALWAYS;
        }
    return s;
}

static int jumped(int n) {
    switch (n) {
    case 1:
        int s = 4;
        while (s < n + 9 && s > 0) s++; // loop: check
        return s;
    default: return 0;
    }
}

int main(void) {
    bool truth = true;
    printf("%d %d %d %d\n", labels(6), unnamed(70, 1), jumped(1), truth);
    return 0;
}
