/* C++ on tasks that yield anywhere: exceptions being handled, thrown, uncaught; function-local statics; the standard
 * library's locks, conditions and call_once. */
extern "C" {
#include "cede.h"
}

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <functional>
#include <mutex>
#include <pthread.h>
#include <shared_mutex>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#define EXPECT(condition)                                                                                              \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            fprintf(stderr, "%s:%d: expected: %s\n", __FILE__, __LINE__, #condition);                                  \
            _exit(1);                                                                                                  \
        }                                                                                                              \
    } while (0)

namespace {

void *call(void *function) {
    (*static_cast<std::function<void()> *>(function))();
    return nullptr;
}

void in_tasks(int count, std::function<void(int)> body) {
    std::vector<std::function<void()>> bodies;
    std::vector<cede_task *> tasks;
    for (int i = 0; i < count; i++)
        bodies.push_back([=] { body(i); });
    for (auto &each : bodies)
        tasks.push_back(cede_spawn(call, &each));
    for (cede_task *task : tasks)
        EXPECT(cede_join(task, nullptr) == 0);
}

/* Each handles its own exception while the others handle theirs, nested too. */
[[gnu::noinline]] void thrower(int who, int depth) {
    cede_check();
    if (depth == 0) {
        cede_yield();
        throw std::runtime_error(std::to_string(who));
    }
    thrower(who, depth - 1);
    cede_check();
}

struct Unwound {
    int who, &count;
    ~Unwound() {
        EXPECT(std::uncaught_exceptions() == 1);
        cede_yield();
        EXPECT(std::uncaught_exceptions() == 1);
        count++;
    }
};

void handle(int who) {
    for (int round = 0; round < 50; round++) {
        int unwound = 0;
        EXPECT(std::uncaught_exceptions() == 0);
        try {
            try {
                Unwound here{who, unwound};
                thrower(who, round % 7);
                EXPECT(false);
            } catch (const std::exception &first) {
                EXPECT(first.what() == std::to_string(who) && unwound == 1);
                cede_yield();
                try {
                    thrower(1000 + who, 2);
                } catch (const std::exception &second) {
                    cede_yield();
                    EXPECT(second.what() == std::to_string(1000 + who));
                }
                cede_yield();
                throw;
            }
        } catch (const std::exception &again) {
            cede_yield();
            EXPECT(again.what() == std::to_string(who));
        }
        EXPECT(!std::current_exception());
    }
}

/* A static whose initialiser yields, and throws the first time. */
int attempts, inside;

struct Slow {
    int value;
    Slow() {
        EXPECT(inside++ == 0);
        cede_sleep_for(2000000);
        cede_yield();
        inside--;
        if (attempts++ == 0)
            throw std::runtime_error("first");
        value = attempts;
    }
};

void use_static(int) {
    static int failed;
    for (;;)
        try {
            static Slow slow;
            EXPECT(slow.value == 2);
            return;
        } catch (const std::runtime_error &) {
            EXPECT(failed++ == 0);
        }
}

void standard_library() {
    std::recursive_mutex recursive;
    std::shared_mutex shared;
    std::mutex mutex;
    std::condition_variable all_there;
    std::once_flag once;
    long count = 0, written = 0;
    int there = 0, initialised = 0;
    auto body = [&](int who) {
        std::call_once(once, [&] {
            cede_sleep_for(1000000);
            initialised++;
        });
        EXPECT(initialised == 1);
        for (int i = 0; i < 50; i++) {
            std::lock_guard outer(recursive);
            std::lock_guard inner(recursive);
            long seen = count;
            cede_yield();
            count = seen + 1;
        }
        if (who % 4 == 0) {
            std::unique_lock lock(shared);
            long seen = written;
            cede_yield();
            written = seen + 1;
        } else {
            std::shared_lock lock(shared);
            cede_yield();
        }
        std::unique_lock lock(mutex);
        if (++there == 9)
            all_there.notify_all();
        EXPECT(all_there.wait_for(lock, std::chrono::seconds(60), [&] { return there == 9; }));
        lock.unlock();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    };
    std::thread thread(body, 8);
    in_tasks(8, body);
    thread.join();
    EXPECT(count == 9 * 50 && written == 3);
}

void *program(void *) {
    attempts = 0;
    in_tasks(8, handle);
    standard_library();
    return nullptr;
}

void *use_statics(void *) {
    in_tasks(8, use_static);
    return nullptr;
}

/* pthread_exit ends the task: its stack is unwound, its value joined. */
int destroyed;
volatile bool really = true;

struct Counted {
    ~Counted() { destroyed++; }
};

[[gnu::noinline]] void exit_deep(int depth) {
    Counted counted;
    cede_check();
    if (depth > 0)
        exit_deep(depth - 1);
    else if (really)
        pthread_exit(&destroyed);
    cede_check();
}

void *exits(void *) {
    try {
        exit_deep(9);
    } catch (...) {
        throw;
    }
    return nullptr;
}

void *exit_by_pthread(void *) {
    void *result = nullptr;
    destroyed = 0;
    for (int i = 0; i < 20; i++)
        EXPECT(cede_join(cede_spawn(exits, nullptr), &result) == 0 && result == &destroyed);
    EXPECT(destroyed == 200);
    exit_deep(3);
    return nullptr;
}

/* Nobody catches it: std::terminate says what it was, and the process ends. */
void *uncaught(void *) {
    in_tasks(1, [](int) { thrower(4711, 3); });
    return nullptr;
}

void expect_report() {
    int ends[2], status;
    char text[4096] = "";
    EXPECT(pipe(ends) == 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], 2);
        cede_run(nullptr, uncaught, nullptr, nullptr);
        _exit(0);
    }
    close(ends[1]);
    for (size_t length = 0; length < sizeof text - 1;) {
        ssize_t got = read(ends[0], text + length, sizeof text - 1 - length);
        if (got <= 0)
            break;
        length += (size_t)got;
    }
    EXPECT(waitpid(child, &status, 0) == child && WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    EXPECT(strstr(text, "runtime_error") && strstr(text, "4711"));
    close(ends[0]);
}

} // namespace

int main() {
    cede_options options = {};
    expect_report();
    for (unsigned workers = 1; workers <= 2; workers++) {
        options.workers = workers;
        EXPECT(cede_run(&options, program, nullptr, nullptr) == 0);
        void *result = nullptr;
        EXPECT(cede_run(&options, exit_by_pthread, nullptr, &result) == 0);
        EXPECT(result == &destroyed && destroyed == 204);
    }
    options.workers = 1;
    EXPECT(cede_run(&options, use_statics, nullptr, nullptr) == 0);
    options.yield_always = 1;
    EXPECT(cede_run(&options, program, nullptr, nullptr) == 0);
    return 0;
}
