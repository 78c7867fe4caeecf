// The initialiser of a function-local static runs once, behind a guard, and may hold checks.
// flags: -std=c++11
// checks: >= 15
#include <cstdio>

static int slow(int n) {
    int s = 0;
    while (n & 255) s += n++; // loop: check
    return s;
}

static int counter() {
    static int first = slow(1);
    static const int second = [] {
        int s = 0;
        for (int i = 1; i < 100; i *= 2) s += i; // loop: check
        return s;
    }();
    return first++ + second;
}

struct Registry {
    int entries;
    Registry() : entries(slow(200)) {}
    static Registry &instance() {
        static Registry registry;
        return registry;
    }
    ~Registry() {
        while (entries & 7) entries++; // loop: check
    }
};

// Before main, and after it.
static Registry global;

int main() {
    int s = 0;
    for (int i = 0; i < 3; i++) s += counter(); // loop: bounded
    printf("%d %d %d\n", s, Registry::instance().entries, global.entries);
    return 0;
}
