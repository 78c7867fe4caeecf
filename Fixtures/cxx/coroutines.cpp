// A coroutine is left alone and told; what resumes it is not.
// flags: -std=c++20
// checks: >= 4
#include <coroutine>
#include <cstdio>

struct Generator {
    struct promise_type {
        int value;
        Generator get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; } // entry: check
        std::suspend_always initial_suspend() { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        std::suspend_always yield_value(int x) {
            value = x;
            return {};
        }
        void return_void() {}
        void unhandled_exception() {}
    };
    std::coroutine_handle<promise_type> handle;
};

static Generator count(int n) {
    for (int i = 0; i < n; i++) co_yield i; // loop: none, a coroutine suspends by itself
}

template <class T> Generator counted(T n) { // entry: none, a coroutine suspends by itself
    while (n > 0) co_yield n--; // loop: none, a coroutine suspends by itself
}

static int drain(Generator generator) { // entry: check, std::coroutine_handle::resume
    int s = 0;
    while (generator.handle.resume(), !generator.handle.done()) s += generator.handle.promise().value; // loop: check
    generator.handle.destroy();
    return s;
}

int main() { // entry: check, count(int)
    printf("%d %d\n", drain(count(5)), drain(counted(4)));
    return 0;
}
