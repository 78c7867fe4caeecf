// Loops that wait: every turn checks, and what is volatile or atomic is read just as often and in the same order.
// flags: -std=gnu11
// checks: >= 10
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

static volatile unsigned reg;
static volatile sig_atomic_t rung;
static atomic_int value;
static atomic_flag flag = ATOMIC_FLAG_INIT;

static void ring(int s) { (void)s; rung = 1; }

static int polled(void) {
    unsigned n = 0;
    reg = 0;
    while (!(reg & 4)) { // loop: check
        n++;
        reg = n;
    }
    return (int)n;
}

static int waited(void) {
    signal(SIGALRM, ring);
    alarm(1);
    for (; !rung;); // loop: check
    return rung;
}

static int exchanged(int n) {
    int old;
    for (int i = 0; i < n; i++) { // loop: check
        old = atomic_load(&value);
        while (!atomic_compare_exchange_weak(&value, &old, old + 1)); // loop: check
    }
    while (atomic_flag_test_and_set(&flag)); // loop: check
    return value;
}

int main(void) { // entry: check
    printf("%d %d %d\n", polled(), waited(), exchanged(9));
    return 0;
}
