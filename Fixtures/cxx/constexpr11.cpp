// In C++11 a constexpr function is one return statement, which leaves no room for a check.
// flags: -std=c++11
// checks: >= 3
#include <cstdio>

constexpr int factorial(int n) { return n < 2 ? 1 : n * factorial(n - 1); } // entry: none, holds one return statement

static int plain(int n) {
    while (n & 7) n++; // loop: check
    return n;
}

int main() {
    static_assert(factorial(5) == 120, "");
    printf("%d %d\n", factorial(4), plain(3));
    return 0;
}
