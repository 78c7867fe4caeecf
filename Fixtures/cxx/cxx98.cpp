// The oldest C++: no constexpr, no lambda, declarations anywhere all the same.
// flags: -std=c++98
// checks: >= 20
#include <cstdio>
#include <vector>

template <class T> struct Stack {
    std::vector<T> items;
    T total() const throw() { // entry: check
        T t = T();
        for (typename std::vector<T>::const_iterator i = items.begin(); i != items.end(); ++i) t += *i; // loop: check
        return t;
    }
};

static int walk(int n) throw(int) {
    int s = 0;
    for (int i = 0; i < n; ++i) { // loop: check
        if (i == 90) throw i;
        s += i;
    }
    return s;
}

int main() { // entry: check
    Stack<int> stack;
    for (int i = 0; i < 9; ++i) stack.items.push_back(i); // loop: check
    int caught = 0;
    try {
        walk(99);
    } catch (int e) {
        caught = e;
    }
    printf("%d %d %d\n", stack.total(), walk(20), caught);
    return 0;
}
