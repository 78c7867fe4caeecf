// Macros with the names of keywords: heads that are not what they look like.
// flags: -std=gnu11
// budget: 0.4 us
// checks: >= 5
#include <stdio.h>

#define while(c) for (; c;)

static int heads(int n) {
    int s = 0;
    while (s < 5 && n) s++; // loop: check
    while (s < n) s++; // tree loop: check, a macro spells it; pre loop: strip
    return s;
}

#undef while
#define for if (0) {} else for

static int scopes(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) s += i; // tree loop: check, a macro spells it; pre loop: strip
    for (int i = 0; i < n; i++) s ^= i * i; // tree loop: check, a macro spells it; pre loop: strip
    return s;
}

int main(void) {
    printf("%d %d\n", heads(80), scopes(60));
    return 0;
}
