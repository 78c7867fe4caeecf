// What is asked to stay without checks: by comment, by attribute; always with a reason, and never silent.
// checks: >= 3
// flags: -std=gnu11 -Wno-attributes -Wno-unknown-attributes
#include <stdio.h>

// cede:no-yield -- the device is locked
static int whole(int n) { // entry: none, on purpose: the device is locked
    while (n > 3 && n < 99) n--; // loop: none, on purpose: the device is locked
    return n ? whole(n - 1) + 1 : 0;
}

static int parts(int n) {
    int s = 0;
    while (n > 60 && s < 1000) { // loop: check
        /* cede:no-yield -- two registers in a row */
        while (n > 50 && s < 1000) { // loop: none, on purpose: two registers in a row
            s += n--;
            for (int i = 0; i < n; i++) s ^= i; // loop: none, on purpose: two registers in a row
        }
        n--;
    }
    // cede:no-yield -- half a message is out
    {
    again:
        if (s-- > 900) goto again; // jump: none, on purpose: half a message is out
        do n++; while (n < s && n < 9); // loop: none, on purpose: half a message is out
    }
    // cede:no-yield -- only this one
    if (n) for (; n > 5 && s; n--) s++; // loop: none, on purpose: only this one
    while (n < 77 && s) n++; // loop: check
    return s + n;
}

__attribute__((annotate("cede_no_yield"))) static int annotated(int n) {
    while (n > 3 && n < 99) n--; // loop: none, on purpose: it is marked cede_no_yield
    return n;
}

static int prototyped(int n) __attribute__((cede_no_yield));

static int prototyped(int n) {
    while (n > 3 && n < 99) n--; // loop: none, on purpose: it is marked cede_no_yield
    return n;
}

int main(void) {
    printf("%d %d %d %d\n", whole(9), parts(90), annotated(8), prototyped(7));
    return 0;
}
