// Counted loops whose body may stand twice: one that is shorter than a strip is the source's own, in front of the strips.
// turns: copied
// checks: >= 12
#include <stdio.h>

static void product(int n, double c[n][n], double a[n][n], double b[n][n]) {
    for (int i = 0; i < n; i++) // loop: check, it holds another loop
        for (int k = 0; k < n; k++) // loop: check, it holds another loop
            for (int j = 0; j < n; j++) // loop: strip
                c[i][j] += 0.5 * a[i][k] * b[k][j];
}

static int first(const int *a, int n, int wanted) {
    int i;
    for (i = 0; i < n; i++) { // loop: strip
        if (a[i] == wanted)
            break;
        if (a[i] < 0)
            return -1;
    }
    return i;
}

static long odd(const int *a, int n) {
    long sum = 0;
    for (int i = n; i >= 1; i -= 2) { // loop: strip
        if (a[i - 1] % 3 == 0)
            continue;
        sum += a[i - 1];
    }
    return sum;
}

static unsigned wraps(unsigned from, unsigned to) {
    unsigned turns = 0;
    for (unsigned i = from; i != to; i++) // loop: strip
        turns += i & 3;
    return turns;
}

/* Both would turn round past what the index can hold, and run for longer than a strip. */
static int round_and_round(unsigned from, unsigned to) {
    int turns = 0;
    for (unsigned i = from; i <= to; i++) { // loop: strip
        if (turns >= 90000)
            break;
        turns++;
    }
    for (unsigned i = from; i < to; i += 7) { // loop: strip
        if (turns >= 180000)
            break;
        turns++;
    }
    return turns;
}

static const char *skip(const char *from, const char *end) {
    for (; from < end; from++) // loop: strip
        if (*from != ' ')
            break;
    return from;
}

/* What must stand once: a declaration that lives on, a label's address, a call. */
static int once(const int *a, int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) { // loop: strip
        static int calls;
        sum += a[i] + calls++ % 2;
    }
    return sum;
}

static int a[20000];
static double x[3][40][40];

int main(void) {
    for (int i = 0; i < 20000; i++) // loop: strip
        a[i] = i * 7 % 1013;
    for (int m = 0; m < 3; m++) // loop: check
        for (int i = 0; i < 40; i++) // loop: strip
            for (int j = 0; j < 40; j++) // loop: bounded
                x[m][i][j] = m + i - j;
    product(40, x[0], x[1], x[2]);
    printf("%g %g\n", x[0][0][0], x[0][39][17]);
    printf("%d %d %d\n", first(a, 20000, 1012), first(a, 20000, 5000), first(a, 3, 5000));
    printf("%ld %ld %ld\n", odd(a, 20000), odd(a, 19), odd(a, 0));
    printf("%u %u\n", wraps(4294967000u, 20000), wraps(5, 5));
    printf("%d %d\n", round_and_round(4294967290u, 4294967295u), round_and_round(7, 9));
    const char *text = "        word";
    printf("%s %s\n", skip(text, text + 12), skip(text, text + 8));
    printf("%d\n", once(a, 20000));
    return 0;
}
