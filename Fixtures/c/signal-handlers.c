// Signal handlers are found by how they are set, and left alone.
// flags: -std=gnu11
// checks: >= 1
#include <signal.h>
#include <stdio.h>
#include <string.h>

static volatile sig_atomic_t hits;

static void counted(int n) {
    while (n-- > 0 && hits < 1000) hits++; // loop: check
}

static void bySignal(int s) {
    while (s-- > 0 && hits < 1000) hits++; // loop: none, it handles signals
    counted(3);
}

static void byMember(int s) {
    for (; s > 0 && hits < 1000; s--) hits++; // loop: none, it handles signals
}

static void byInformation(int s, siginfo_t *information, void *context) {
    (void)information, (void)context;
    while (s-- > 0 && hits < 1000) hits++; // loop: none, it handles signals
}

static void byInitialiser(int s) {
    while (s-- > 0 && hits < 1000) hits++; // loop: none, it handles signals
}

static void byPlace(int s) {
    while (s-- > 0 && hits < 1000) hits++; // loop: none, it handles signals
}

static void byWrapper(int s) {
    while (s-- > 0 && hits < 1000) hits++; // loop: none, it handles signals
}

static void noHandler(int s) {
    while (s-- > 0 && hits < 1000) hits++; // loop: check
}

static void set(int number, void (*handler)(int)) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    sigaction(number, &action, NULL);
}

static void call(int number, void (*function)(int)) { function(number); }

int main(void) { // entry: check
    signal(SIGUSR1, bySignal);
    raise(SIGUSR1);
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = byMember;
    sigaction(SIGUSR1, &action, NULL);
    raise(SIGUSR1);
    memset(&action, 0, sizeof action);
    action.sa_flags = SA_SIGINFO;
    (&action)->sa_sigaction = hits ? byInformation : NULL;
    sigaction(SIGUSR1, &action, NULL);
    raise(SIGUSR1);
    struct sigaction other = {.sa_handler = byInitialiser}, third = {{byPlace}, {{0}}, 0, 0};
    sigaction(SIGUSR1, &other, NULL);
    raise(SIGUSR1);
    sigaction(SIGUSR1, &third, NULL);
    raise(SIGUSR1);
    set(SIGUSR2, byWrapper);
    raise(SIGUSR2);
    call(4, noHandler);
    printf("%d\n", (int)hits);
    return 0;
}
