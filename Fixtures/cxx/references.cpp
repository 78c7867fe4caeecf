// An index or bound that a reference shares is not known to stay what it is.
// flags: -std=c++11
// budget: 0.4 us
// checks: >= 60
#include <cstdio>
#include <utility>

static int v[200];

static int referenceIsIndex(int &i, int n) {
    int s = 0;
    for (i = 0; i < n; i++) s += v[i]; // loop: check, i is a reference
    return s;
}

static int indexIsBound(int n) {
    int i = 0, s = 0;
    int &alias = i;
    for (i = 0; i < n; i++) { // loop: check, address of i is taken
        if (v[i] % 7 == 3) alias++;
        s += i;
    }
    return s;
}

static int boundIsReference(const int &n, int *p) {
    int s = 0;
    for (int i = 0; i < n; i++) { // loop: check, may change the bound
        *p -= 1;
        s += i;
    }
    for (int i = 0; i < n; i++) s += v[i]; // loop: strip
    return s;
}

static int throughReference(int n) {
    int s = 0;
    struct Pair {
        int count, other;
    } pair = {n, 0};
    int &count = pair.count;
    for (int i = 0; i < pair.count; i++) { // loop: check, may change the bound
        count = n - 1;
        s += i;
    }
    return s;
}

// Assignments are lvalues: what is bound to one is bound to the variable.
static int assigned(int n) {
    int i, s = 0, k = n;
    int &r = (i = 0);
    for (; i < n; i++) { // loop: check, address of i is taken
        r += v[i] & 1;
        s += i;
    }
    int &q = ++k;
    for (int j = 0; j < k; j++) { // loop: check, may change the bound
        q -= v[j] & 1;
        s++;
    }
    return s;
}

static void bump(int &x) { x++; }

static int passed(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) { // loop: check, address of i is taken
        if (i == 5) bump(i);
        s += i;
    }
    for (int i = 0; i < n; i++) { // loop: check, address of i is taken
        int j = n;
        if (i == n - 2) std::swap(i, j);
        s += i;
    }
    for (int i = 0, &r = i; i < n; r++) s += i; // loop: check
    return s;
}

static int structured(int n) {
    struct Pair {
        int first, second;
    };
    Pair pairs[] = {{1, 2}, {3, 4}};
    int s = 0;
    for (auto &pair : pairs) // loop: check
        for (int i = 0; i < pair.second; i++) s += n; // loop: strip
    return s;
}

int main() {
    for (int i = 0; i < 200; i++) v[i] = i * 3; // loop: strip
    int i = 0, bound = 60;
    printf("%d %d %d ", referenceIsIndex(i, 90), indexIsBound(80), boundIsReference(bound, &bound));
    printf("%d %d %d %d\n", throughReference(9), assigned(40), passed(30), structured(2));
    return 0;
}
