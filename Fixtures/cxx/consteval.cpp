// Functions that only the compiler runs are left alone; constinit stays constant.
// flags: -std=c++20
// checks: >= 5
#include <cstdio>

consteval int square(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) s += n; // loop: none, runs in the compiler
    return s;
}

constexpr int count(int n) {
    int s = 0;
    while (n & 15) { // loop: check
        n++;
        s++;
    }
    return s;
}
constinit int start = count(5);
constinit thread_local int mine = square(3);

int main() {
    printf("%d %d %d %d\n", square(4), start, mine, count(start));
    return 0;
}
