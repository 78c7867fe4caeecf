// Member functions, constructors, destructors, operators and conversions are functions like others.
// flags: -std=c++11
// budget: 0.4 us
// checks: >= 40
#include <cstdio>

class Counter {
    int n;

public:
    explicit Counter(int start) : n(start) {
        for (int i = 0; i < start; i++) n++; // loop: strip
    }
    Counter(const Counter &other) : n(0) {
        while (n < other.n) n++; // loop: check
    }
    ~Counter() {
        for (; n > 0; n--) { // loop: check
        }
    }
    Counter &operator+=(int k) {
        for (int i = 0; i < k; i++) n += i; // loop: strip
        return *this;
    }
    operator int() const {
        int s = 0;
        for (int i = 0; i < n; i++) s += i; // loop: strip
        return s;
    }
    int operator()(int k) {
        do n--; while (n > k); // loop: check
        return n;
    }
    static int twice(int k) {
        int s = 0;
        for (int i = 0; i < k; i++) s += 2; // loop: strip
        return s;
    }
    int outside(int k) const;
};

int Counter::outside(int k) const {
    int s = 0;
    for (int i = 0; i < this->n; ++i) s += k; // loop: strip
    for (int i = 0; i < this->n + int(k); ++i) s += k; // loop: strip
    return s;
}

struct List {
    List *next;
    int value;
    List(int v, List *rest) : next(rest), value(v) {}
    ~List() { delete next; } // entry: check, it can call itself
    int length() const { return next ? next->length() + 1 : 1; } // entry: check, it can call itself
    bool operator==(const List &other) const { // entry: check, it can call itself
        return value == other.value && (!next || !other.next || *next == *other.next);
    }
};

namespace {
struct Hidden {
    int depth;
    int down(int n) { return n ? across(n - 1) + 1 : depth; } // entry: check, it can call itself
    int across(int n) { return down(n); }
};
} // namespace

int main() {
    struct Local {
        int walk(int n) {
            while (n & 1023) n++; // loop: check
            return n;
        }
    } local;
    Counter counter(20), copy(counter);
    counter += 30;
    List *list = nullptr;
    for (int i = 0; i < 20; i++) list = new List(i, list); // loop: check
    bool same = *list == *list;
    int length = list->length();
    delete list;
    printf("%d %d %d %d ", int(counter), copy(7), Counter::twice(30), counter.outside(2));
    printf("%d %d %d %d\n", local.walk(5), length, same, Hidden{3}.down(9));
    return 0;
}
