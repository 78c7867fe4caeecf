// Assembly that jumps: a label that an `asm goto` may go back to has a check; loops inside assembly are told.
// flags: -std=gnu11
// checks: >= 5
#include <stdio.h>

static int back(void) {
    int n = 0;
back: // jump: check
    n++;
    if (n < 5) __asm__ goto("jmp %l0" : : : : back); // jump: none, every label it can go to has a check
    return n;
}

static int forward(int n) {
    __asm__ volatile goto("testl %0, %0; jz %l[out]" : : "r"(n) : "cc" : out);
    n += 7;
out:
    return n;
}

static int inside(void) {
    int n = 5, s = 0;
    __asm__ volatile("1: addl %1, %0; decl %1; jnz 1b" : "+r"(s), "+r"(n)); // jump: none, a loop inside assembly
    return s;
}

static void copied(void *to, const void *from, unsigned long n) {
    __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(n) : : "memory"); // jump: none, a loop inside assembly
}

static int paused(int n) {
    while (n > 3 && n < 99) { // loop: check
        __asm__ volatile("rep; nop");
        n--;
    }
    return n;
}

int main(void) {
    char to[4];
    copied(to, "abc", 4);
    printf("%d %d %d %s %d\n", back(), forward(3), inside(), to, paused(9));
    return 0;
}
