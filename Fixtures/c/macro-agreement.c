// A check in a macro definition is one in every expansion: where some expansion allows none, none is placed, and who
// reads it is told of both places. A macro of the system is never changed.
// flags: -std=gnu11
// checks: >= 1
#include <stdio.h>
#include <sys/select.h>

#define FOREACH(i, n) for (int i = 0; i < (n); i++)
#define DRAIN(n) while (n) n--
#define DRAIN_TO(n, m) \
    do { \
        while (n > (m)) \
            n--; \
    } while (0)
#define EACH_PAIR(i, j, n) for (int i = 0; i < (n); i++) for (int j = 0; j < (n); j++) if (i != j)
#define STRING(x) #x
#define STRING_OF(x) STRING(x)
#define SHOWN(statement) (void)printf("%s\n", #statement); statement
#define TWICE(statement) do { statement; statement; } while (0)
#define NEVER (__LINE__ == -1)
#define ONCE(statement) do { statement; } while (NEVER)
#define REPEAT do
#define S s
#define ADD(n) s += (n)
#define WHILE(c) while (c)

static int agreed(int n) {
    int s = 0;
    DRAIN_TO(n, 9); // tree loop: check; pre loop: strip
    EACH_PAIR(i, j, n) s += i * j; // loop: check; tree loop: check; pre loop: strip
    ONCE(s++);
    REPEAT s++; WHILE (s & 7); // loop: check
    do S++; while (s & 7); // loop: check
    do ADD(n); while (s & 15); // loop: check
    if (n) TWICE(while (n > 3) n--); // tree loop: check; tree loop: check; pre loop: strip; pre loop: strip
    else s++;
    return s;
}

// cede:no-yield -- an interrupt is off
static int quiet(int n) {
    int s = 0;
    FOREACH(i, n) s += i; // loop: none, on purpose
    return s;
}

static int besides(int n) {
    int s = 0;
    FOREACH(i, n) s += i; // tree loop: check; pre loop: strip
    FOREACH(i, n) { // tree loop: check; pre loop: strip
        s ^= i;
    }
    return s;
}

static int alsoText(int n) {
    puts(STRING_OF(DRAIN(n)));
    DRAIN(n); // tree loop: none, DRAIN, defined at; pre loop: check
    SHOWN(while (n < 9) n++;) // tree loop: none, SHOWN, which also; pre loop: strip
    return n;
}

static int ofTheSystem(void) {
    fd_set set;
    FD_ZERO(&set); // tree loop: none, macro FD_ZERO; pre loop: bounded
    return FD_ISSET(3, &set);
}

int main(void) {
    printf("%d %d %d %d %d\n", agreed(12), quiet(4), besides(7), alsoText(6), ofTheSystem());
    return 0;
}
