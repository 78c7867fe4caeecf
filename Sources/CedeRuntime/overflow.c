/*
 * overflow.c - a stack overflow is told from other faults and reported.
 *
 * Each worker has an alternate signal stack. The handler calls a fault an overflow if the address lies
 * in the guard of the running task's stack and the stack pointer has come down to it: a stray pointer
 * that happens to hit a guard from far above is an ordinary fault. After the report the signal goes its
 * default way: the handler restores the default action and returns, so the instruction faults again and
 * the core shows the place. Every other fault goes to the handler that was there before.
 *
 * Nothing here allocates or uses stdio, as the fault may have hit anywhere.
 */
#include "cede_internal.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

enum { RED_ZONE = 128, ALTERNATE = 64 << 10 };

static const int signals[] = {SIGSEGV, SIGBUS};
static struct sigaction previous[2];

/* Text is gathered in one buffer, so that the report is one write. */
struct report {
    char text[1024];
    size_t length;
};

static void add(struct report *r, const char *text) {
    while (*text && r->length < sizeof r->text)
        r->text[r->length++] = *text++;
}

static void add_number(struct report *r, uint64_t number) {
    char digits[24], *at = digits + sizeof digits - 1;
    *at = 0;
    do
        *--at = (char)('0' + number % 10);
    while (number /= 10);
    add(r, at);
}

static void tell(const cede_task *task) {
    struct report r = {.length = 0};
    add(&r, "cede: stack overflow in task ");
    add_number(&r, task->id);
    if (task->name) {
        add(&r, " \"");
        add(&r, task->name);
        add(&r, "\"");
    }
    if (task->file) {
        add(&r, ", spawned at ");
        add(&r, task->file);
        add(&r, ":");
        add_number(&r, (uint64_t)task->line);
    }
    add(&r, ", stack of ");
    add_number(&r, cede__stack_size(task->stack_class) / 1024);
    add(&r, " KiB\ncede: give it more with cede_attributes.stack_size, or all tasks with CEDE_STACK=1M\n");
    if (write(STDERR_FILENO, r.text, r.length) < 0)
        return;
}

static bool is_overflow(const cede_task *task, const char *address, const char *sp) {
    if (!task || !task->stack || address >= task->stack ||
        address < task->stack - cede__stack_guard(task->stack_class))
        return false;
    return sp - RED_ZONE - sizeof(void *) <= address;
}

static void on_fault(int number, siginfo_t *info, void *context) {
    struct sigaction *before = &previous[number == SIGBUS], standard = {.sa_handler = SIG_DFL};
    cede_task *task = cede_self();
    if (info->si_code > 0 && is_overflow(task, info->si_addr, CEDE__UCONTEXT_SP((ucontext_t *)context)))
        tell(task);
    else if (before->sa_flags & SA_SIGINFO) {
        before->sa_sigaction(number, info, context);
        return;
    } else if (before->sa_handler != SIG_DFL && before->sa_handler != SIG_IGN) {
        before->sa_handler(number);
        return;
    }
    sigaction(number, &standard, NULL);
    if (info->si_code <= 0) /* sent by kill or raise: returning would not fault again */
        raise(number);
}

int cede__overflow_install(void) {
    struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    for (int i = 0; i < 2; i++)
        if (sigaction(signals[i], &action, &previous[i]) != 0)
            return errno;
    return 0;
}

/* Leaves alone what the program installed meanwhile. */
void cede__overflow_uninstall(void) {
    for (int i = 0; i < 2; i++) {
        struct sigaction now;
        if (sigaction(signals[i], NULL, &now) == 0 && now.sa_sigaction == on_fault)
            sigaction(signals[i], &previous[i], NULL);
    }
}

int cede__overflow_worker_start(struct cede__worker *w) {
    stack_t alternate = {.ss_size = ALTERNATE};
    w->alternate = mmap(NULL, ALTERNATE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (w->alternate == MAP_FAILED) {
        w->alternate = NULL;
        return ENOMEM;
    }
    alternate.ss_sp = w->alternate;
    return sigaltstack(&alternate, &w->old_alternate) == 0 ? 0 : errno;
}

void cede__overflow_worker_stop(struct cede__worker *w) {
    if (!w->alternate)
        return;
    sigaltstack(&w->old_alternate, NULL);
    munmap(w->alternate, ALTERNATE);
}
