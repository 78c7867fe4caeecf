// What switch.c, tasks.c and many.c measure, with Boost.Context and Boost.Fiber (Debian's libboost-context-dev and
// libboost-fiber-dev): medians of nine rounds, printed and added to $BENCH_FIGURES.
#include <boost/context/detail/fcontext.hpp>
#include <boost/fiber/all.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <sys/mman.h>
#include <vector>

namespace context = boost::context::detail;
namespace fibers = boost::fibers;

static double now() {
    return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

static void figure(const char *what, const char *who, const std::function<double()> &once) {
    std::vector<double> values(9);
    once();
    for (double &value : values)
        value = once();
    std::sort(values.begin(), values.end());
    std::printf("%-34s %-14s %7.1f ns (%.1f ... %.1f)\n", what, who, values[4], values[0], values[8]);
    const char *path = std::getenv("BENCH_FIGURES");
    if (std::FILE *file = path ? std::fopen(path, "a") : nullptr) {
        std::fprintf(file, "%s\t%s\t%g\tns\t\n", what, who, values[4]);
        std::fclose(file);
    }
}

// The ring of switch.c: every context goes on to the next, and what it came from is stored where it belongs.
constexpr int most = 1000, switches = 4000000, stack = 16 << 10;
static context::fcontext_t contexts[most], home;
static int ring, at;
static long left_over;

static void body(context::transfer_t from) {
    *static_cast<context::fcontext_t *>(from.data) = from.fctx;
    for (;;) {
        context::fcontext_t *me = &contexts[at];
        context::transfer_t back;
        if (--left_over <= 0) {
            back = context::jump_fcontext(home, me);
            *static_cast<context::fcontext_t *>(back.data) = back.fctx;
        }
        at = at + 1 == ring ? 0 : at + 1;
        back = context::jump_fcontext(contexts[at], me);
        *static_cast<context::fcontext_t *>(back.data) = back.fctx;
    }
}

static double raw(int n) {
    static char *stacks = static_cast<char *>(
        mmap(nullptr, most * size_t(stack), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    ring = n;
    at = 0;
    left_over = switches;
    for (int i = 0; i < n; i++) /* tops spread over the cache's sets, as in switch.c */
        contexts[i] = context::make_fcontext(stacks + (i + 1) * size_t(stack) - i % 32 * 192, stack / 2, body);
    double before = now();
    context::transfer_t back = context::jump_fcontext(contexts[0], &home);
    *static_cast<context::fcontext_t *>(back.data) = back.fctx;
    return (now() - before) / switches;
}

static double yields(int n) {
    constexpr int all = 2000000;
    std::vector<fibers::fiber> ring;
    for (int i = 0; i < n; i++)
        ring.emplace_back([n] {
            for (int k = 0; k < all / n; k++)
                boost::this_fiber::yield();
        });
    double before = now();
    for (auto &fiber : ring)
        fiber.join();
    return (now() - before) / all;
}

static double pairs(int batch) {
    constexpr int all = 100000;
    double before = now();
    std::vector<fibers::fiber> alive(batch);
    for (int k = 0; k < all / batch; k++) {
        for (auto &fiber : alive)
            fiber = fibers::fiber([] {});
        for (auto &fiber : alive)
            fiber.join();
    }
    return (now() - before) / all;
}

int main() {
    figure("raw switch, ring of 2", "Boost.Context", [] { return raw(2); });
    figure("raw switch, ring of 1000", "Boost.Context", [] { return raw(1000); });
    figure("yield, ring of 2", "Boost.Fiber", [] { return yields(2); });
    figure("yield, ring of 1000", "Boost.Fiber", [] { return yields(1000); });
    figure("spawn+join, one at a time", "Boost.Fiber", [] { return pairs(1); });
    figure("spawn+join, 10 000 at a time", "Boost.Fiber", [] { return pairs(10000); });
}
