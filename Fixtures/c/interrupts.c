// An interrupt handler runs on a stack of the machine's own and gets nothing.
// flags: -std=gnu11 -mgeneral-regs-only
// checks: >= 3
#include <stdio.h>

struct frame;
static volatile int pending = 3;

__attribute__((interrupt, used)) static void handle(struct frame *frame) {
    (void)frame;
    while (pending > 0 && pending < 9) pending--; // loop: none, an interrupt handler
}

static int waits(void) {
    int n = 0;
    while (pending && n < 9) n++; // loop: check
    return n;
}

int main(void) {
    printf("%d\n", waits());
    return 0;
}
