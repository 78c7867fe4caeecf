// What the compiler evaluates meets no check; the same function at run time does.
// flags: -std=c++17
// budget: 0.4 us
// checks: >= 20
#include <cstdio>

constexpr int factorial(int n) {
    int r = 1;
    while (n > 1) r *= n--; // loop: strip
    return r;
}
static_assert(factorial(5) == 120, "");

constexpr int sum(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) s += i; // loop: strip
    do s++; while (s & 3); // loop: check
    for (int i = 0; i < n; i += 1 + (s & 1)) s ^= i; // loop: check
    return s;
}
static int table[sum(40) % 7 + 1];

constexpr int ackermann(int m, int n) { // entry: late, it can call itself
    return m == 0 ? n + 1 : n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
}
enum { bound = ackermann(2, 3) };

struct Power {
    int value;
    constexpr Power(int base, int exponent) : value(1) {
        for (int i = 0; i < exponent; i++) value *= base; // loop: strip
    }
    constexpr int digits() const {
        int n = 0;
        for (int v = value; v; v = (v - v % 10) / 10) n++; // loop: check
        return n;
    }
};
constexpr Power power(3, 4);
static_assert(power.digits() == 2, "");

template <class T> constexpr T gcd(T a, T b) { // entry: check
    while (b != 0) { // loop: check
        T r = a % b;
        a = b;
        b = r;
    }
    return a;
}
template <int N> struct Sized { char bytes[gcd(N, 12)]; };

constexpr auto halves = [](int n) {
    int s = 0;
    for (; n; n -= (n + 1) / 2) s++; // loop: check
    return s;
};
static_assert(halves(8) == 4, "");
static const int initialised = factorial(6);

int main() { // entry: check, gcd
    volatile int k = 20;
    printf("%d %d %d %d ", factorial(k / 3), sum(k), ackermann(2, k / 4), Power(2, k).digits());
    printf("%d %d %d ", gcd(int(k), 12), halves(k), initialised);
    printf("%zu %d %zu\n", sizeof table, int(bound), sizeof(Sized<18>));
    return 0;
}
