// budget: 0.8 us
// checks: >= 30
#include <stdio.h>

struct pair { int a, b; };
static int v[500];
static struct pair pairs[200];

static int upNotEqual(const int *p, const int *end) {
    int s = 0;
    for (; p != end; p++) s += *p; // loop: strip
    return s;
}

static int upLess(int *p, const int *end) {
    int s = 0;
    for (; p < end; ++p) s += *p; // loop: strip
    return s;
}

static int offsetBound(int n) {
    int s = 0;
    for (int *p = v; p < v + n; p++) s += *p; // loop: strip
    return s;
}

static int stride(int n) {
    int s = 0;
    int *p;
    for (p = v; p < v + n; p += 3) s += *p; // loop: strip
    return s + (int)(p - v);
}

static unsigned down(int n) {
    unsigned s = 0;
    for (int *p = v + n; p > v; p--) s = s * 3 + (unsigned)p[-1]; // loop: strip
    return s & 0xffff;
}

static int downInclusive(int n) {
    int s = 0;
    for (int *p = v + n; p >= v + 1; p--) s += *p; // loop: strip
    return s;
}

static int structures(struct pair *from, struct pair *to) {
    int s = 0;
    for (struct pair *p = from; p != to; p++) s += p->a - p->b; // loop: strip
    return s;
}

static int rows(int (*m)[10], int n) {
    int s = 0;
    for (int (*r)[10] = m; r < m + n; r++) s += (*r)[1]; // loop: strip
    return s;
}

static int arrays(void) {
    int s = 0;
    for (int *p = v; p != &v[500]; p++) s += *p; // loop: check, bound
    for (const int *p = v; p < v + sizeof v / sizeof *v; p++) s += *p; // loop: strip
    return s;
}

static float restricted(float *restrict y, const float *restrict x, float a, int n) {
    for (int i = 0; i < n; i++) y[i] += a * x[i]; // loop: strip
    return y[n - 1];
}

static int strings(const char *text) {
    int n = 0;
    for (const char *c = text; *c; c++) n++; // loop: check
    return n;
}

int main(void) {
    for (int i = 0; i < 500; i++) v[i] = i % 17; // loop: strip
    for (int i = 0; i < 200; i++) pairs[i].a = i, pairs[i].b = i / 2; // loop: strip
    printf("%d %d %d %d ", upNotEqual(v, v + 500), upLess(v + 3, v + 450), offsetBound(400), stride(400));
    printf("%u %d %d %d ", down(300), downInclusive(300), structures(pairs, pairs + 200), rows((int(*)[10])v, 50));
    float x[90] = {[89] = 3}, y[90] = {[89] = 1};
    printf("%d %d %d %g\n", arrays(), strings("hello"), upLess(v + 5, v), (double)restricted(y, x, 2, 90));
    return 0;
}
