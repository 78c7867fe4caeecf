// Functions of one name are different functions, each told by its full name.
// flags: -std=c++11
// checks: >= 37
#include <cstdio>

static int walk(int n) { return n; }
static int walk(long n) { return n ? walk(n - 1) + 1 : 0; } // entry: check, it can call itself
static int walk(const char *s) { return *s ? walk(s + 1) + 1 : 0; } // entry: check, it can call itself
static int walk(char c) { return walk(int(c)); }

namespace a {
static int walk(int n); // defined below
namespace b {
static int walk(int n) { return n > 0 ? a::walk(n - 1) : 1; } // entry: check, it can call itself
} // namespace b
static int walk(int n) { return n > 0 ? b::walk(n - 1) : 2; }
} // namespace a

namespace {
int walk(short n) { return n > 0 ? walk(short(n - 1)) + 1 : 0; } // entry: check, it can call itself
} // namespace

inline namespace v1 {
struct Big {
    int n;
};
static Big operator+(Big a, Big b) { return b.n ? Big{a.n + 1} + Big{b.n - 1} : a; } // entry: check, it can call itself
static Big operator-(Big a, int b) { return {a.n - b}; }
} // namespace v1

extern "C" {
int c_walk(int n) { return n ? c_walk(n - 1) + 1 : 0; } // entry: check, it can call itself
}
extern "C" int c_plain(int n) { return n; }

// Only the overload that is called counts.
static int safe(int n) { return walk(n) + walk('a') + c_plain(n); }

int main() {
    printf("%d %d %d %d ", walk(3), walk(9L), walk("four"), walk(short(5)));
    printf("%d %d %d %d\n", a::walk(6), (Big{3} + Big{4} - 1).n, c_walk(7), safe(8));
    return 0;
}
