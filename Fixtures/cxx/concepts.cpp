// Constraints hold expressions that never run.
// flags: -std=c++20
// checks: >= 10
#include <concepts>
#include <cstdio>

template <class T>
concept Steps = requires(T t, int n) {
    { t.step(n) } -> std::convertible_to<int>;
    requires sizeof(T) < 64;
};

struct Walker {
    int at = 0;
    int step(int n) { return at += n; }
};

template <Steps T> int walk(T &t) { // entry: check, depends on template arguments
    int turns = 0;
    while (t.step(3) < 30) turns++; // loop: check, depends on template arguments
    return turns;
}

int abbreviated(std::integral auto n) { // entry: check, depends on template arguments
    int turns = 0;
    while (n > 0) { // loop: check
        n /= 2;
        turns++;
    }
    return turns;
}

template <class T>
    requires(sizeof(T) == 4)
int constrained(T n) { // entry: check
    if constexpr (requires { n.step(1); }) return 0;
    else return n > 0 ? constrained(n - 1) + 1 : 0;
}

int main() { // entry: check
    Walker walker;
    printf("%d %d %d\n", walk(walker), abbreviated(100), constrained(7));
    return 0;
}
