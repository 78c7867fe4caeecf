// The body of a function-try-block is the block behind `try`, behind the initialisers.
// flags: -std=c++11
// checks: >= 12
#include <cstdio>

static int sum(int n) {
    int s = 0;
    while (n > 0) s += n--; // loop: strip
    return s;
}

struct Whole {
    int v;
    Whole(int n) try : v(sum(n)) {
        do v++; while (v & 7); // loop: check
    } catch (...) {
        for (int i = 0; i < n; i++) sum(i); // loop: check
    }
};

// An entry check behind initialisers that call.
struct Chain {
    Chain *rest;
    int n;
    Chain(int n) : rest(n ? new Chain(n - 1) : nullptr), n(n) {} // entry: check, it can call itself
    ~Chain() { delete rest; } // entry: check, it can call itself
};

static int guarded(int n) try { // entry: check, it can call itself
    if (n == 0) throw 5;
    return guarded(n - 1) + 1;
} catch (int e) {
    int s = 0;
    while (e & 7) s += e++; // loop: check
    return s;
}

int main() {
    Chain chain(5);
    printf("%d %d %d\n", Whole(3).v, guarded(6), chain.n);
    return 0;
}
