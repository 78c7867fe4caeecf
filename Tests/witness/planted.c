// A loop or a cycle of calls of every kind that gets a check, one to a function, each going round
// for far longer than the budget. Tests/witness/run builds this as cede rewrites it, and once for
// each check with that check taken out: the witness must then name the function it stood in, and no
// other; with all checks in place it must name none.
#include <setjmp.h>
#include <stdio.h>

#define APART __attribute__((noinline))

enum { many = 200000 };
static volatile unsigned seed = 7;
static unsigned data[4096], long_data[many];

APART static unsigned strip(unsigned n) {
    unsigned s = 0;
    for (unsigned i = 0; i < n; i++)
        s += data[i & 4095] ^ i;
    return s;
}

APART static unsigned strip_while(const unsigned *p, const unsigned *end) {
    unsigned s = 0;
    while (p < end)
        s = s * 31 + *p++;
    return s;
}

APART static unsigned latch(unsigned n) {
    unsigned turns = 0;
    for (; n != 0; turns++)
        n = n - 1 - (seed & 0);
    return turns;
}

APART static unsigned condition(unsigned n) {
    do
        n = n - 1 - (seed & 0);
    while (n);
    return n;
}

APART static unsigned body(unsigned n) {
    unsigned odd = 0;
    while (n > 0) {
        n -= 1 + (seed & 0);
        if (n & 1)
            continue;
        odd++;
    }
    return odd;
}

APART static unsigned unbraced(unsigned n) {
    unsigned s = 0;
    while (n -= 1 + (seed & 0))
        if (n & 1)
            s++;
        else
            s += 2;
    return s;
}

APART static unsigned holds_bounded(unsigned n) {
    unsigned s = 0;
    for (unsigned i = 0; i < n; i++)
        for (unsigned j = 0; j < 16; j++)
            s += data[(i + j) & 4095];
    return s;
}

APART static unsigned backward(unsigned n) {
    unsigned s = 0;
again:
    s += seed;
    if (--n)
        goto again;
    return s;
}

APART static unsigned computed(unsigned n) {
    static const void *const labels[] = {&&add, &&end};
    unsigned s = 0;
add:
    s += seed;
    n--;
    goto *labels[n == 0];
end:
    return s;
}

APART static unsigned jumped_into(unsigned n) {
    unsigned s = 0, turns = n / 4;
    switch (n & 3) {
        do {
        case 0:
            s += seed;
        case 3:
            s += 1;
        case 2:
            s += 2;
        case 1:
            s += 3;
        } while (turns--);
    }
    return s;
}

APART static unsigned expression(unsigned n) {
    return ({
        unsigned s = 0;
        while (n) {
            s += seed;
            n -= 1 + (seed & 0);
        }
        s;
    });
}

#define EACH(i, n) for (unsigned i = 0; i != (n); i += 1 + (seed & 0))
APART static unsigned from_macro(unsigned n) {
    unsigned s = 0;
    EACH(i, n) s += i;
    return s;
}

/* Each activation does some work, so that the cycle is long before the stack is. */
APART static unsigned recursive(unsigned n) {
    unsigned s = 0;
    for (unsigned i = 0; i < 8; i++)
        s += data[(n + i) & 4095];
    return n ? recursive(n - 1) + s : s;
}

static unsigned through_pointer(unsigned n);
static unsigned (*volatile next)(unsigned) = through_pointer;
APART static unsigned through_pointer(unsigned n) {
    unsigned s = 0;
    for (unsigned i = 0; i < 8; i++)
        s += data[(n + i) & 4095];
    return n ? next(n - 1) + s : s;
}

APART static unsigned jumping(unsigned n) {
    static jmp_buf place;
    volatile unsigned left = n;
    setjmp(place);
    if (left) {
        left--;
        for (unsigned i = 0; i < 16; i++)
            data[i] ^= seed;
        longjmp(place, 1);
    }
    return data[3];
}

int main(void) {
    /* So that no loop can be worked out at compile time. */
    data[seed] = long_data[seed] = seed;
    printf("%u %u %u %u\n", strip(many), strip_while(long_data, long_data + many), latch(many),
           condition(many));
    printf("%u %u %u %u\n", body(many), unbraced(many), holds_bounded(many), backward(many));
    printf("%u %u %u %u\n", computed(many), jumped_into(many), expression(many), from_macro(many));
    printf("%u %u\n", recursive(20000), through_pointer(20000));
    printf("%u\n", jumping(many));
    return 0;
}
