// Templates are rewritten where they are written; what depends on their arguments may be anything.
// flags: -std=c++17
// budget: 0.4 us
// checks: >= 60
#include <cstdio>
#include <vector>

template <class T> T sum(T n) { // entry: check, depends on template arguments
    T s = 0;
    while (n > 0) { // loop: check
        s += n;
        n -= 1;
    }
    return s;
}

// What does not depend on them is known.
template <class T> int known(const int *v, int n) {
    int s = 0;
    for (int i = 0; i < n; i++) s += v[i]; // loop: strip
    return s + int(sizeof(T));
}

template <int N> int constant() {
    int s = 0;
    for (int i = 0; i < N; i++) s ^= i; // loop: strip
    for (int i = 0; i < 4; i++) s ^= i; // loop: bounded
    return s;
}

template <class T> struct Grid {
    std::vector<T> cells;
    int width;
    T row(int y) const; // defined below
    T all() const { // entry: check, depends on template arguments
        T t{};
        for (auto &cell : cells) t += cell; // loop: check, depends on template arguments
        return t;
    }
    template <class F> void each(F f) { // entry: check, depends on template arguments
        for (int i = 0; i < width; i++) f(cells[i]); // loop: check, depends on template arguments
    }
    int area() const {
        int n = 0;
        for (int i = 0; i < width; i++) n += 2; // loop: strip
        return n;
    }
};

template <class T> T Grid<T>::row(int y) const { // entry: check, depends on template arguments
    T t{};
    for (int x = 0; x < width; x++) t += cells[y * width + x]; // loop: check, depends on template arguments
    return t;
}

template <> double sum<double>(double n) {
    double s = 0;
    while (n > 0) s += n--; // loop: check
    return s;
}

template <class... Arguments> int fold(Arguments... arguments) { // entry: check, depends on template arguments
    int s = 0;
    for (int i = 0; i < 50; i++) s += (arguments + ... + i); // loop: check, depends on template arguments
    return s;
}

template <class T> void never(T t) { // entry: check, depends on template arguments
    for (int i = 0; i < t.size(); i++) t.touch(i); // loop: check
    do t.next(); while (t); // loop: check
}

template <class T> int depth(T n) { // entry: check
    if constexpr (sizeof(T) > 1) return n ? depth(n - 1) + 1 : 0;
    else return n;
}

// A function that only this file can call is found by name from a template.
static int helper(int n); // called by twice<int>
template <class T> int twice(T n) { return n > 0 ? helper(n - 1) : 0; } // entry: check
static int helper(int n) { return twice(n) + 1; }

int main() { // entry: check, through a pointer
    int v[50];
    for (int i = 0; i < 50; i++) v[i] = i; // loop: bounded
    Grid<int> grid{{v, v + 50}, 10};
    grid.each([](int &x) { x++; });
    printf("%d %ld %g ", sum(9), sum(9L), sum(9.0));
    printf("%d %d %d %d %d ", known<char>(v, 50), constant<60>(), grid.all(), grid.row(2), grid.area());
    printf("%d %d %d\n", fold(1, 2, 3), depth(20), twice(5));
    return 0;
}
