// Jumps among C++'s statements.
// flags: -std=c++17
// checks: >= 40
#include <cstdio>

struct Guard {
    int *n;
    ~Guard() { ++*n; }
};

static int outOfScopes(int n) {
    int left = 0, turns = 0;
again: {
    Guard guard{&left};
    turns++;
    try {
        if (turns < n) goto again; // jump: check, closes a cycle
    } catch (...) {
        goto again; // jump: check
    }
}
    return left * 10 + turns;
}

static int duff(const char *from, int count) {
    int s = 0, n = (count + 3) / 4;
    switch (count % 4) {
    case 0:
        do { // loop: check
            s += *from++;
            [[fallthrough]];
        case 3: s += *from++; [[fallthrough]];
        case 2: s += *from++; [[fallthrough]];
        case 1: s += *from++;
        } while (--n > 0);
    }
    return s;
}

enum class State { start, middle, end };

static int machine(int n) {
    State state = State::start;
    for (;;) switch (state) { // loop: check
        case State::start: state = State::middle; continue;
        case State::middle:
            if (--n > 0) state = State::start;
            else state = State::end;
            break;
        case State::end: return n;
        }
}

static int catches(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) // loop: check
        try {
            if (i % 3 == 0) continue;
            if (i % 3 == 1) throw i;
            if (i > 20) break;
            s += i;
        } catch (int e) {
            s += e;
        }
    do // loop: check
        try {
            if (s & 1) throw 1L;
            s -= 2;
        } catch (long) {
            s--;
        }
    while (s > 0);
    return s;
}

int main() {
    char text[20];
    for (int i = 0; i < 20; i++) text[i] = char(i); // loop: bounded
    printf("%d %d %d %d\n", outOfScopes(5), duff(text, 19), machine(6), catches(25));
    return 0;
}
