// Strips in C++: bounds and indices of members, casts and deduced types, inside what C does not have.
// flags: -std=c++17 -Wold-style-cast -Wshadow -Wconversion
// budget: 0.4 us
// checks: >= 60
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <vector>

struct Matrix {
    std::size_t rows, columns;
    double cells[400];
    double trace() const {
        double s = 0;
        for (std::size_t i = 0; i < rows; i++) s += cells[i * columns + i]; // loop: strip
        return s;
    }
    void scale(double k) {
        const std::size_t n = rows * columns;
        for (std::size_t i = 0; i < n; ++i) cells[i] *= k; // loop: strip
        for (double *p = cells; p != cells + n; ++p) *p += 1; // loop: check, may change the bound
    }
    template <class T> int64_t sum(const T *v, int64_t n) const {
        int64_t s = 0;
        for (int64_t i = 0; i < n; i += 2) s += int64_t(rows) ^ i; // loop: strip
        for (auto i = n; i > 0; --i) s -= i; // loop: strip
        (void)v;
        return s;
    }
    double every(bool second) const {
        double s = 0;
        const int step = second ? 2 : 1;
        for (int i = 0; i < 400; i += step) s += cells[i]; // loop: strip
        for (const double *p = cells; p < cells + 390; p += step) s += *p; // loop: strip
        return s;
    }
};

// A check each turn: a call whose cost is known, but whose result bounds the loop.
static int sizes(const std::vector<int> &v) {
    int s = 0;
    for (std::size_t i = 0; i < v.size(); i++) s += v[i]; // loop: check
    const int n = static_cast<int>(v.size());
    for (int i = 0; i < n; i++) s -= v[static_cast<std::size_t>(i)]; // loop: strip
    return s;
}

// In a body that ends by what only C++ has.
static int bodies(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) // loop: strip
        if (i & 1) s += i;
        else if (int k = i / 2; k > 3) s -= k;
    for (int i = 0; i < n; i++) { // loop: check, address of i is taken
        struct Local {
            int at;
            int twice() const { return 2 * at; }
        };
        s += Local{i}.twice();
    }
    int i = 0;
    while (i < n) { // loop: strip
        auto next = [](int k) { return k ^ 1; };
        s = next(s) + i;
        ++i;
    }
    return s;
}

int main() {
    Matrix matrix{20, 20, {}};
    for (int i = 0; i < 400; i++) matrix.cells[i] = i; // loop: strip
    matrix.scale(0.5);
    std::vector<int> v(90, 3);
    printf("%g %g %g %ld %d %d\n", matrix.every(false), matrix.every(true), matrix.trace(), static_cast<long>(matrix.sum("", 75)), sizes(v), bodies(80));
    return 0;
}
