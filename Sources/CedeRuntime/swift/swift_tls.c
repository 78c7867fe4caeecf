/*
 * swift_tls.c - what Swift keeps for a thread and a task has to have itself.
 *
 * Four words of thread-local storage: the head of the list of accesses in progress (dynamic exclusivity), and of
 * Swift Concurrency the current task, the executor it runs on and the task-locals of code outside of tasks. A
 * switch takes them off the thread and puts them back when the task goes on (cede__swift_leave, cede__swift_enter), so a task may be
 * preempted within a `modify` access, or within a job of a Swift `Task`.
 *
 * None of the four has a name that a program can link to, so they are found by value when a worker starts: something is
 * done that sets the word (an access begun, a job run, a task-local pushed), and the thread's TLS blocks are searched for
 * a word that was zero before, holds what it must meanwhile, and is zero again after. So it works for the shared
 * library and for a static one. The current task stands beside the executor; writing there and asking for the
 * task proves it.
 *
 * What cannot be found is said once, and then nothing is broken either: exclusivity is no longer checked, and a check
 * within a Swift task does not yield.
 *
 * Swift's symbols are weak: without Swift in the process nothing is searched, and a switch costs a test.
 *
 * Rejected: swift_task_enterThreadLocalContext, which knows of accesses only; the offsets of 6.3 (a static link orders
 * them as it likes); a TLS block for each task (wrfsbase): optimised code keeps TLS addresses across calls.
 */
#include "cede_internal.h"

#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WEAK __attribute__((__weak__))

extern WEAK void swift_beginAccess(void *object, void *access, uintptr_t flags, void *pc);
extern WEAK void swift_endAccess(void *access);
extern WEAK bool _swift_disableExclusivityChecking;

extern WEAK void *swift_task_getCurrent(void);
extern WEAK void swift_job_run(void *job, void *executor, void *implementation);
extern WEAK void swift_task_localValuePush(const void *key, void *value, const void *type);
extern WEAK void swift_task_localValuePop(void);

/* Swift's Int, or NULL. Not by an assembler name in C: gcc writes it without quotes, as if it were a constant. */
extern const void *const cede__swift_int __attribute__((__visibility__("hidden")));
__asm__(".pushsection .data.rel.ro,\"aw\"\n"
        ".weak \"$sSiN\"\n"
        ".balign 8\n"
        ".hidden cede__swift_int\n"
        ".globl cede__swift_int\n"
        "cede__swift_int:\n\t"
        ".quad \"$sSiN\"\n"
        ".popsection");

/* Searching. -------------------------------------------------------------------------------------- */

/* The blocks of larger modules are a sanitizer's. */
enum { BLOCKS = 128, CANDIDATES = 8, LARGEST_BLOCK = 64 << 10, MODIFY = 1, TRACKED = 32 };

struct block {
    uintptr_t *words;
    size_t count;
};

struct candidate {
    uintptr_t *word, was;
};

struct search {
    struct block blocks[BLOCKS];
    unsigned block_count;
    uintptr_t *before;
    struct candidate candidates[CANDIDATES];
    unsigned count;
    uintptr_t low, high;             /* what the word holds meanwhile */
};

static int note_block(struct dl_phdr_info *info, size_t size, void *argument) {
    struct search *search = argument;
    (void)size;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[i];
        if (header->p_type == PT_TLS && info->dlpi_tls_data && header->p_memsz <= LARGEST_BLOCK &&
            search->block_count < BLOCKS) {
            uintptr_t start = ((uintptr_t)info->dlpi_tls_data + 7) & ~(uintptr_t)7;
            uintptr_t end = (uintptr_t)info->dlpi_tls_data + header->p_memsz;
            if (end > start)
                search->blocks[search->block_count++] = (struct block){(uintptr_t *)start, (end - start) / 8};
        }
    }
    return 0;
}

/* Raw memory of this thread, also what a sanitizer has not seen made. */
#define RAW __attribute__((__no_sanitize__("address", "thread"), __noinline__))

static RAW void take_copy(struct search *search) {
    uintptr_t *copy = search->before;
    for (unsigned i = 0; i < search->block_count; i++)
        for (size_t j = 0; j < search->blocks[i].count; j++)
            *copy++ = search->blocks[i].words[j];
}

/* Called while the word is set. */
static RAW void look(struct search *search) {
    const uintptr_t *before = search->before;
    for (unsigned i = 0; i < search->block_count; i++)
        for (size_t j = 0; j < search->blocks[i].count; j++) {
            uintptr_t now = search->blocks[i].words[j], was = *before++;
            if (now != was && now >= search->low && now <= search->high && search->count < CANDIDATES)
                search->candidates[search->count++] = (struct candidate){&search->blocks[i].words[j], was};
        }
}

/* The one word that `action` has changed for a while; NULL if there is none, or more than one. */
static RAW uintptr_t *find(void (*action)(struct search *)) {
    struct search search = {.block_count = 0};
    uintptr_t *found = NULL;
    size_t words = 0;
    bool unique = true;
    action(&search); /* so that this thread has a block of the library's, if it was loaded late */
    dl_iterate_phdr(note_block, &search);
    for (unsigned i = 0; i < search.block_count; i++)
        words += search.blocks[i].count;
    search.before = malloc(words * sizeof(uintptr_t));
    if (!search.before)
        return NULL;
    take_copy(&search);
    action(&search);
    for (unsigned i = 0; i < search.count; i++)
        if (*search.candidates[i].word == search.candidates[i].was) {
            unique = !found;
            found = search.candidates[i].word;
        }
    free(search.before);
    return unique ? found : NULL;
}

/* What sets them. --------------------------------------------------------------------------------- */

static void set_access(struct search *search) {
    uintptr_t object = 0, access[4] = {0};
    search->low = search->high = (uintptr_t)access;
    swift_beginAccess(&object, access, MODIFY | TRACKED, NULL);
    look(search);
    swift_endAccess(access);
}

/* A job that is no task's, as far as swift_job_run reads one (ABI/Task.h). */
struct job {
    _Alignas(16) void *header[2];
    void *scheduler[2];
    uint32_t flags, id;
    void *voucher, *reserved;
    void (*run)(void *job);
    struct search *search;
};

/* Called by swift_job_run in Swift's asynchronous convention, of which gcc knows nothing: on x86-64 the callee takes
 * eight bytes off the stack. */
void cede__swift_look(struct job *job) __attribute__((__visibility__("hidden")));
#if defined(__x86_64__)
void cede__swift_run(void *job) __attribute__((__visibility__("hidden")));
__asm__(".pushsection .text\n"
        ".hidden cede__swift_run\n"
        ".globl cede__swift_run\n"
        "cede__swift_run:\n\t"
        "push %rax\n\t"
        "call cede__swift_look\n\t"
        "pop %rax\n\t"
        "ret $8\n"
        ".popsection");
#else
#define cede__swift_run (void (*)(void *))cede__swift_look
#endif

__attribute__((__used__)) void cede__swift_look(struct job *job) {
    job->search->low = (uintptr_t)__builtin_frame_address(0);
    look(job->search);
}

static void set_executor(struct search *search) {
    enum { NOT_A_TASK = 195 };
    struct job job = {.flags = NOT_A_TASK, .run = cede__swift_run, .search = search};
    search->high = (uintptr_t)__builtin_frame_address(0);
    swift_job_run(&job, NULL, NULL);
}

static void set_locals(struct search *search) {
    static const char key;
    intptr_t value = 0;
    search->low = 1;
    search->high = UINTPTR_MAX;
    swift_task_localValuePush(&key, &value, cede__swift_int);
    look(search);
    swift_task_localValuePop();
}

static uintptr_t *find_task(uintptr_t *executor) {
    static char mark;
    for (int side = -1; side <= 1; side += 2) {
        uintptr_t volatile *word = executor + side;
        uintptr_t was = *word;
        if (was == (uintptr_t)swift_task_getCurrent()) {
            bool right;
            *word = (uintptr_t)&mark;
            right = swift_task_getCurrent() == &mark;
            *word = was;
            if (right)
                return executor + side;
        }
    }
    return NULL;
}

/* Within a task they would be the task's own. */
static uintptr_t *find_locals(uintptr_t *task) {
    uintptr_t was = *task, *found;
    *task = 0;
    found = find(set_locals);
    *task = was;
    return found;
}

/* Starting and ending. ---------------------------------------------------------------------------- */

static bool find_concurrency(struct cede__worker *w) {
    uintptr_t *executor, *task, *locals;
    if (cede__fails(CEDE__FAIL_SWIFT) || !(executor = find(set_executor)) || !(task = find_task(executor)) ||
        !(locals = find_locals(task)))
        return false;
    w->swift.slots[CEDE__SWIFT_EXECUTOR] = executor;
    w->swift.slots[CEDE__SWIFT_TASK] = task;
    w->swift.slots[CEDE__SWIFT_LOCALS] = locals;
    return true;
}

static void say(atomic_flag *said, const char *text) {
    if (!atomic_flag_test_and_set(said))
        fputs(text, stderr);
}

void cede__swift_start(struct cede__worker *w) {
    static atomic_flag accesses_said = ATOMIC_FLAG_INIT, tasks_said = ATOMIC_FLAG_INIT;
    uintptr_t *accesses;
    if (!swift_beginAccess)
        return;
    for (int i = 0; i < CEDE__SWIFT_SLOTS; i++)
        w->swift.slots[i] = &w->swift.none;
    accesses = cede__fails(CEDE__FAIL_SWIFT) ? NULL : find(set_access);
    if (accesses) {
        w->swift.slots[CEDE__SWIFT_ACCESSES] = accesses;
    } else {
        _swift_disableExclusivityChecking = true;
        say(&accesses_said, "cede: Swift's list of accesses was not found; exclusivity is not checked at run time\n");
    }
    if (swift_job_run && !find_concurrency(w)) {
        w->swift.pins_tasks = true;
        say(&tasks_said, "cede: Swift's current task was not found; checks within Swift tasks do not yield\n");
    }
    w->swift.present = true;
    cede__swift_leave(w, w->swift.of_thread);
}

void cede__swift_stop(struct cede__worker *w) {
    if (w->swift.present)
        cede__swift_enter(w, w->swift.of_thread);
}

/* Whether the code that runs is a Swift task's and cannot be switched away from. */
bool cede__swift_pinned(const struct cede__worker *w) { return w->swift.pins_tasks && swift_task_getCurrent(); }
