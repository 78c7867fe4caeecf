// GNU C in use: ranges in cases, labels as values and their differences, local labels, __auto_type, typeof, the short ?:,
// statement expressions in heads, empty structures, ranges in initialisers.
// flags: -std=gnu11
// budget: 0.4 us
// checks: >= 20
#include <stdio.h>

struct nothing {};
struct tail {
    int n;
    int values[];
};

static int ranges(int n) {
    __label__ again;
    int s = 0;
again:
    switch (s) {
    case 0 ... 3: s++; goto again; // jump: check
    case 4 ... 9: s += n; break;
    default: return s;
    }
    return s;
}

static int differences(const char *program) {
    static const int table[] = {&&up - &&up, &&down - &&up, &&end - &&up};
    int n = 0;
    goto *(&&up + table[*program - '0']); // jump: none, every label it can go to has a check
up: // jump: check
    n++;
    goto *(&&up + table[*++program - '0']); // jump: none, every label it can go to has a check
down: // jump: check
    n--;
    goto *(&&up + table[*++program - '0']); // jump: none, every label it can go to has a check
end: // jump: check
    return n;
}

static int types(int n) {
    __auto_type s = 0L;
    for (__typeof__(n) i = 0; i < n; i++) s += i; // loop: strip
    for (__auto_type i = 0; i < n; i++) s ^= i; // loop: strip
    for (int i = 0; i < (n ?: 3); i++) s += i; // loop: check
    return (int)s;
}

static int heads(int n) {
    int s = 0;
    for (int i = 0; i < ({ int k = 0; while (k < n && k < 40) k++; k; }); i++) s += i; // loop: check; loop: check
    while (({ s--; s > 3; })) n++; // loop: check
    do s++; while (__extension__({ int t = s; t < n; })); // loop: check
    return s;
}

static int initialisers(int n) {
    static int table[100] = {[1 ... 90] = 2};
    struct nothing none __attribute__((unused)) = {};
    struct { struct tail head; int room[4]; } object = {{3}, {1, 2, 3, 4}};
    int s = (int)sizeof(struct nothing);
    for (int i = 0; i < n; i++) s += table[i]; // loop: strip
    for (int i = 0; i < object.head.n; i++) s += object.room[i]; // loop: strip
    return s;
}

int main(void) {
    printf("%d %d %d %d %d\n", ranges(3), differences("00012"), types(60), heads(50), initialisers(80));
    return 0;
}
