// Words for operators, raw strings, digit separators and attributes in the way of a reader of text.
// flags: -std=c++17
// budget: 0.4 us
// checks: >= 30
#include <cstdio>
#include <cstring>

static int words(int n) {
    int s = 0;
    for (int i = 0; i not_eq n; i++) s += i; // loop: strip
    for (int i = 0; i < n and s > 0; i++) s -= i; // loop: check
    int i = 0;
    while (not(i == n)) i++; // loop: check
    return s bitand 255;
}

static int literals() {
    int s = 0;
    for (unsigned i = 0; i < 1'000; i++) s ^= i; // loop: strip
    for (const char *p = R"(a;b)"; *p; p++) s += *p; // loop: check
    for (const char *p = R"x(for (;;) " ) { )x"; *p; p++) { s += *p; } // loop: check
    for (int i = 0'1; i < 0x1'0; i++) s += u8"\"("[0]; // loop: bounded
    return s + int(strlen(R"(" ; )"));
}

static int attributes(int n) {
    int s = 0;
    [[maybe_unused]] int unused = 0;
    if (n > 3) [[likely]]
        while (n > 3) n--; // loop: strip
    for ([[maybe_unused]] int i = 0; i < n; i++) { // loop: strip
        s += 2;
    }
    [[gnu::unused]] again: s++;
    if (s < 9) goto again; // jump: check
    return s;
}

static auto trailing(int n) -> decltype(n) {
    decltype(n) s{};
    for (auto i = decltype(n){}; i < n; ++i) { s += i; } // loop: strip
    for (int i(0); i < n; ++i) s += i; // loop: strip
    for (int i{0}; i < static_cast<int>(n); ++i) s -= i; // loop: strip
    return s;
}

int main() {
    printf("%d %d %d %d\n", words(40), literals(), attributes(50), trailing(60));
    return 0;
}
