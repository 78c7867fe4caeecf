// Functions into which nothing may be inserted are listed, never silent.
// checks: >= 1
#include <stdio.h>

__attribute__((naked, used)) static int n42(void) { __asm__("movl $42,%eax; ret"); }

__attribute__((no_instrument_function)) static int marked(int n) {
    int s = 0;
    while (n--) s++; // loop: none, marked no_instrument_function
    return s;
}

static int __attribute__((__no_instrument_function__)) recursive(int n) { // entry: none, marked
    return n ? recursive(n - 1) + 1 : 0;
}

/* Its neighbour's attribute is not its own. */
static int plain(int n) {
    while (n > 3 && n < 99) n--; // loop: check
    return n;
}

int main(void) {
    printf("%d %d %d %d\n", n42(), marked(5), recursive(6), plain(9));
    return 0;
}
