/*
 * overflow.c - a stack overflow is told from other faults and reported.
 *
 * Each worker has an alternate signal stack. The handler calls a fault an overflow if the address lies
 * in the guard of the running task's stack and the stack pointer has come down to it: a stray pointer
 * that happens to hit a guard from far above is an ordinary fault. After the report the signal goes its
 * default way: the handler restores the default action and returns, so the instruction faults again and
 * the core shows the place. Every other fault goes to the handler that was there before.
 *
 * The report has the deepest frames; it is made without allocation or stdio, as the fault may have hit anywhere.
 */
#include "report.h"

#include <errno.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

enum { ALTERNATE = 64 << 10, SHOWN = 8 };

static const int signals[] = {SIGSEGV, SIGBUS};
static struct sigaction previous[2];

static void tell(const cede_task *task, const ucontext_t *interrupted) {
    struct cede__report r = {.fd = STDERR_FILENO};
    struct cede__context at = {.sp = CEDE__UCONTEXT_SP(interrupted),
                               .fp = CEDE__UCONTEXT_FP(interrupted),
                               .pc = CEDE__UCONTEXT_PC(interrupted)};
    void *frames[CEDE__FRAMES];
    cede__say(&r, "cede: stack overflow in ");
    cede__say_task(&r, task);
    cede__say(&r, ", stack of ");
    cede__say_number(&r, cede__stack_size(task->on_class) / 1024);
    cede__say(&r, " KiB\n");
    cede__say_frames(&r, frames, cede__frames_of(&at, frames, CEDE__FRAMES), SHOWN);
    cede__say(&r, "cede: give it more with cede_attributes.stack_size, or all tasks with CEDE_STACK=1M\n");
    cede__report_end(&r);
}

static bool is_overflow(const cede_task *task, const char *address, const char *sp) {
    if (!task || !task->stack || address >= task->stack ||
        address < task->stack - cede__stack_guard(task->on_class))
        return false;
    return sp - CEDE__BELOW_SP - sizeof(void *) <= address;
}

static void on_fault(int number, siginfo_t *info, void *context) {
    struct sigaction *before = &previous[number == SIGBUS], standard = {.sa_handler = SIG_DFL};
    cede_task *task = cede_self();
    if (info->si_code > 0 && is_overflow(task, info->si_addr, CEDE__UCONTEXT_SP((ucontext_t *)context)))
        tell(task, context);
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
    cede__report_prepare();
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
