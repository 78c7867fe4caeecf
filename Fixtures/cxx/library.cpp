// What the C++ library does by itself, and what it may call back into the program.
// flags: -std=c++17
// checks: >= 40
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <functional>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

// Accessors cost next to nothing and call nobody.
int accessors(const std::vector<int> &v, const std::string &text, const int *p, int n) {
    int s = 0;
    for (int i = 0; i < n; i++) s += v[i % 3] + std::abs(i) + text[0] + int(v.size()) + *v.begin(); // loop: strip
    for (auto i = v.begin(); i != v.end(); ++i) s += *i; // loop: check
    std::optional<int> maybe(3);
    for (int i = 0; i < n; i++) s += *maybe + std::move(p)[0] + std::max(i, 3); // loop: check
    return s;
}

// What works on the library's own types takes a while, but cannot come back.
int closed(const std::string &text, int n) {
    std::string all;
    std::vector<int> v;
    for (int i = 0; i < n; i++) { // loop: check, std::basic_string::operator+=
        all += text;
        v.push_back(i);
    }
    return int(all.size()) + std::accumulate(v.begin(), v.end(), 0) + int(all.find("b"));
}

struct Item {
    int key;
    bool operator<(const Item &other) const { return key < other.key; }
};

// What is given a class or a function of the program's can.
int open(std::vector<Item> &items) { // entry: check, (std::sort)
    std::sort(items.begin(), items.end());
    return items[0].key;
}
int given(std::vector<int> &v, bool (*less)(int, int)) { // entry: check, (std::sort)
    std::sort(v.begin(), v.end(), less);
    return v[0];
}
int erased(const std::function<int(int)> &f) { return f(3); } // entry: check, std::function::operator()

struct Tree {
    std::unique_ptr<Tree> left, right;
    int size() const { return 1 + (left ? left->size() : 0) + (right ? right->size() : 0); } // entry: check, it can call itself
};

static std::unique_ptr<Tree> grow(int depth) { // entry: check
    auto tree = std::make_unique<Tree>();
    if (depth > 0) {
        tree->left = grow(depth - 1);
        tree->right = grow(depth - 1);
    }
    return tree;
}

int main() { // entry: check
    std::vector<int> v{3, 1, 2};
    std::vector<Item> items{{5}, {4}};
    printf("%d %d ", accessors(v, "b", v.data(), 50), closed("ab", 20));
    printf("%d %d ", open(items), given(v, [](int a, int b) { return a > b; }));
    printf("%d %d\n", erased([](int n) { return n + 1; }), grow(4)->size());
    return 0;
}
