// Between vfork and exec nothing may switch: the child runs on its parent's stack.
// flags: -std=gnu11 -D_GNU_SOURCE -Wno-deprecated-declarations
// checks: >= 2
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void prepared(int n) {
    while (n > 0 && n < 99) n--; // loop: none, between vfork and exec
}

static void inChild(int n) { prepared(n); }

static int child(void) {
    int status = 0, n = 9;
    while (n > 5 && n < 99) n--; // loop: check
    pid_t pid = vfork();
    if (pid == 0) {
        inChild(3);
        for (int i = 0; i < n; i++) // loop: none, between vfork and exec
            if (i == 70) _exit(8);
        _exit(7);
    }
    while (waitpid(pid, &status, 0) < 0) n++; // loop: check
    return WEXITSTATUS(status) + n;
}

int main(void) { // entry: check
    printf("%d\n", child());
    return 0;
}
