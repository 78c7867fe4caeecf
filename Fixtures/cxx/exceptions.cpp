// Exceptions pass through code that holds checks, and a check neither throws nor is in the way.
// flags: -std=c++17
// checks: >= 40
#include <cstdio>
#include <stdexcept>
#include <string>

struct Trace {
    int *count;
    ~Trace() {
        for (int i = 0; i < 2; i++) ++*count; // loop: bounded
    }
};

static int unwound(int n) noexcept {
    int count = 0;
    for (int i = 0; i < n; i++) { // loop: check
        try {
            Trace trace{&count};
            if (i == 1) throw 3;
        } catch (int e) {
            count += e;
            continue;
        }
    }
    return count;
}

static int deep(int n) { // entry: check, it can call itself
    if (n == 0) throw std::runtime_error("deep");
    return deep(n - 1) + 1;
}

static int caught(int n) {
    int s = 0;
    while (n-- > 0) { // loop: check
        try {
            s += deep(n);
        } catch (const std::exception &e) {
            for (const char *p = e.what(); *p; p++) s += *p; // loop: check
            try {
                throw;
            } catch (...) {
                s++;
            }
        }
    }
    return s;
}

// A turn may end in the handler before it meets the check in the callee.
static int retries(int n) {
    int left = n;
    for (;;) { // loop: check
        try {
            if (left-- > 0) throw left;
            return deep(0);
        } catch (int) {
        } catch (const std::runtime_error &) {
            return n;
        }
    }
}

int main() { // entry: check, caught(int)
    printf("%d %d %d\n", unwound(4), caught(5), retries(6));
    return 0;
}
