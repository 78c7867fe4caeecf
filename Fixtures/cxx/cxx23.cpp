// C++23 as far as both compilers have it.
// flags: -std=c++23
// libclang: >= 21, libclang 14 does not know `if consteval` and multidimensional subscripts
// checks: >= 13
#include <cstdio>
#include <initializer_list>

constexpr int twoWays(int n) {
    int s = 0;
    if consteval {
        while (n > 0) s += n--; // loop: strip
    } else {
        while (n & 7) s += n++; // loop: check
    }
    return s;
}
static_assert(twoWays(4) == 10);

struct Table {
    int cells[6];
    int operator[](int row, int column) const { return cells[row * 3 + column]; }
    static int half(int n) {
        do n -= (n + 1) / 2; while (n > 9); // loop: check
        return n;
    }
};

static int sum(const Table &table, int rows) {
    int s = 0z;
    for (using Index = int; Index column : {0, 1, 2}) // loop: check
        for (int row = 0; row < rows; row++) s += table[row, column]; // loop: strip
    return s;
}

int main() {
    volatile int k = 3;
    printf("%d %d %d\n", twoWays(k), sum(Table{{1, 2, 3, 4, 5, 6}}, 2), Table::half(k * 100));
    return 0;
}
