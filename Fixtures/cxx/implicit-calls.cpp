// Calls that nobody wrote: conversions, destructors, copies that the compiler makes, allocation.
// flags: -std=c++11
// checks: >= 20
#include <cstdio>
#include <cstdlib>
#include <new>
#include <vector>

static int depth;

struct Deep {
    int n;
    Deep(int n) : n(n) {} // NOLINT
    ~Deep() { // entry: check, it can call itself
        if (n > 0) Deep next(n - 1);
        depth++;
    }
};

struct Holder {
    Deep deep;
    int k;
};

// The destructors of its parts are its own.
static void hold(int n) {
    Holder holder{Deep(n), n};
    Holder copy = holder;
    depth += copy.k;
}

struct Ring {
    int n;
    Ring(int n) : n(n) {}
    operator int() const { return n ? int(Ring(n - 1)) + 1 : 0; } // entry: check, it can call itself
};

static int converted(int n) { return n + Ring(n); }

// A turn ends in the destructor of what it made.
static int turns(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) { // loop: strip
        Deep deep(i);
        s += deep.n;
    }
    return s;
}

struct Pool {
    static void *operator new(size_t size) {
        int n = 0;
        while (n < 3) n++; // loop: bounded
        return malloc(size + n);
    }
    static void operator delete(void *p) { free(p); }
};

int main() { // entry: check, (std::vector::vector)
    hold(5);
    std::vector<Deep> many;
    many.emplace_back(3);
    many.clear();
    delete new Pool;
    int total = turns(4);
    printf("%d %d %d\n", depth, converted(9), total);
    return 0;
}
