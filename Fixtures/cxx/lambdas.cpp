// The body of a lambda is a function of its own.
// flags: -std=c++17
// budget: 0.4 us
// checks: >= 30
#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

static int loops(int n) {
    int s = 0;
    auto down = [&](int k) {
        while (k--) s += k; // loop: strip
        return s;
    };
    auto sum = [](const int *v, int count) {
        int total = 0;
        for (int i = 0; i < count; i++) total += v[i]; // loop: strip
        return total;
    };
    int v[40];
    for (int i = 0; i < 40; i++) v[i] = i; // loop: bounded
    return down(n) + sum(v, 40);
}

// An index that a lambda shares is not the loop's own.
static int shared(int n) {
    int turns = 0;
    int i = 0;
    auto skip = [&] { i += 2; };
    for (i = 0; i < n; i++) { // loop: check, address of i is taken
        if (i % 5 == 0) skip();
        turns++;
    }
    auto walk = [i]() mutable {
        int s = 0;
        for (; i > 0; i--) s += i; // loop: check, address of i is taken
        return s;
    };
    auto own = [end = n]() {
        int s = 0;
        for (int k = 0; k < end; k++) s += k; // loop: strip
        return s;
    };
    return turns + walk() + own();
}

static int recursive(int n) {
    std::function<int(int)> tree = [&](int k) -> int { // entry: late, std::function::operator()
        return k < 2 ? 1 : tree(k - 1) + tree(k - 2);
    };
    auto self = [](auto &me, int k) -> int { return k ? me(me, k - 1) + k : 0; }; // entry: check, depends on template arguments
    return tree(n) + self(self, n);
}

static int inside(std::vector<int> v) { // entry: check, (std::sort)
    std::sort(v.begin(), v.end(), [](int a, int b) { return a > b; });
    int s = 0;
    std::for_each(v.begin(), v.end(), [&](int x) {
        for (int i = x; i > 0; i &= i - 1) s++; // loop: check
    });
    return s * 10 + v[0];
}

static int withDefault(int (*f)(int) = [](int n) {
    int s = 0;
    while (n > 3) s += n--; // loop: strip
    return s;
}) {
    return f(30);
}

static int once = [] {
    int s = 0;
    for (int i = 0; i < 300; i++) s ^= i; // loop: strip
    return s;
}();

// A label and a loop in a lambda are not the enclosing loop's.
static int enclosed(int n) {
    int s = 0;
    while (n > 0) { // loop: check, address of n is taken
        auto f = [&n] {
            int t = 0;
        again:
            if (++t < 3) goto again; // jump: check
            for (int i = 0; i < 9; i++) { // loop: bounded
                if (i == 4) continue;
                t++;
            }
            n--;
            return t;
        };
        s += f();
    }
    return s;
}

int main() { // entry: check, recursive(int)
    printf("%d %d %d ", loops(9), shared(30), recursive(9));
    printf("%d %d %d %d\n", inside({3, 9, 5}), withDefault(), once, enclosed(4));
    return 0;
}
