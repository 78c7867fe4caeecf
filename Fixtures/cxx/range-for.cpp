// Loops over a range have their check in the body; what the iterator does counts as calls.
// flags: -std=c++20
// checks: >= 40
#include <cstdio>
#include <map>
#include <string>
#include <vector>

static int arrays() {
    int a[3] = {1, 2, 3}, s = 0;
    for (int x : a) s += x; // loop: bounded, at most 3 turns
    for (auto &row : {1, 2, 3, 4}) s += row; // loop: check, walks over a range
    for (char c : "abc") { s += c; } // loop: bounded, at most 4 turns
    return s;
}

static int containers() {
    std::vector<int> v{1, 2, 3, 4};
    int s = 0;
    for (auto &x : v) x *= 2; // loop: check, walks over a range
    for (int x : v) { // loop: check, walks over a range
        if (x == 4) continue;
        s += x;
    }
    for (const auto &[key, value] : std::map<int, int>{{1, 2}, {3, 4}}) s += key * value; // loop: check
    for (int k = 3; auto c : std::string("xyz")) s += c * k; // loop: check
    return s;
}

static int nested() {
    std::vector<std::vector<int>> rows(3, std::vector<int>(4, 2));
    int s = 0;
    for (auto &row : rows) // loop: check, holds another loop
        for (int x : row) // loop: check
            if (x > 1) s += x;
            else s -= x;
    return s;
}

struct Countdown {
    int from;
    struct Iterator {
        int at;
        int operator*() const { return at; }
        Iterator &operator++() {
            at--;
            return *this;
        }
        bool operator!=(const Iterator &other) const { return at != other.at; }
    };
    Iterator begin() const { return {from}; }
    Iterator end() const { return {0}; }
};

static int own() {
    int s = 0;
    for (int x : Countdown{9}) s += x; // loop: check, the iterator of its range
    for (int x : Countdown{3}) (void)x; // loop: check, the iterator of its range
    return s;
}

template <class Range> int total(const Range &range) { // entry: check, depends on template arguments
    int s = 0;
    for (const auto &x : range) s += x; // loop: check, depends on template arguments
    return s;
}

int main() { // entry: check, containers()
    printf("%d %d %d %d %d\n", arrays(), containers(), nested(), own(), total(std::vector<int>{4, 5}));
    return 0;
}
