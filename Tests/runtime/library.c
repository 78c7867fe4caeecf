/* dlopen and dlclose of a library with checks: in its functions, its thread-locals, its initialiser and its finaliser,
 * while other tasks of the worker open, close and use it too. */
// library: yes
// link: -Wl,--export-dynamic-symbol=cede_flag,--export-dynamic-symbol=cede_check_trampoline,--export-dynamic-symbol=cede_check_call,--export-dynamic-symbol=cede_check_slow,--export-dynamic-symbol=cede_spawn_with,--export-dynamic-symbol=cede_measure -Wl,-u,cede_measure -Wl,-rpath,$ORIGIN
#include "test.h"

#include "cede_measure.h"

#include <dlfcn.h>
#include <sys/stat.h>

#ifdef LIBRARY

static __thread int calls;
static int *volatile begun;

__attribute__((__constructor__)) static void begin(void) {
    begun = malloc(sizeof *begun);
    for (int i = 0; i < 100; i++)
        cede_check();
    *begun = 42;
}

__attribute__((__destructor__)) static void end(void) {
    *begun = 0;
    for (int i = 0; i < 100; i++)
        cede_check();
    free(begun);
    begun = NULL;
}

int work(int rounds);
int work(int rounds) {
    int sum = 0;
    for (int i = 0; i < rounds; i++) {
        sum += *begun;
        calls++;
        cede_check();
    }
    return sum / rounds;
}

/* What reports say of the library when it is long closed. */
static void *measured(void *unused) {
    static struct cede_measured_site site = {"measured", "library.c:1", {1e9, 1e9, 0, 0}, NULL};
    volatile char deep[32 << 10];
    for (size_t i = 0; i < sizeof deep; i++)
        deep[i] = 1;
    for (int i = 0; i < 10; i++)
        cede_measure(&site);
    return unused;
}

cede_task *spawns(void);
cede_task *spawns(void) {
    static const cede_attributes attributes = {.name = "of the library", .file = "library.c", .line = 1};
    return cede_spawn_with(&attributes, measured, NULL);
}

/* By its name alone: it is found through the search path of the library that asks. */
void *again(const char *name);
void *again(const char *name) {
    void *volatile same = dlopen(name, RTLD_NOW); /* not by a jump, which the executable would seem to make */
    return same;
}

#else

static char path[4096];
static const char *asked; /* the path, or the name alone, which the executable has a place for */
static atomic_int busy;

static void use_once(void) {
    int (*work)(int);
    void *library = dlopen(asked, RTLD_NOW);
    if (!library)
        fprintf(stderr, "%s\n", dlerror());
    EXPECT(library);
    work = (int (*)(int))dlsym(library, "work");
    EXPECT(work && work(200) == 42);
    EXPECT(dlclose(library) == 0);
}

static void *uses(void *unused) {
    for (int i = 0; i < 100; i++)
        use_once();
    busy--;
    return unused;
}

static void *computes(void *unused) {
    while (busy)
        cede_check();
    return unused;
}

static void *asks_by_name(void *unused) {
    void *library = dlopen(path, RTLD_NOW);
    void *(*again)(const char *) = (void *(*)(const char *))dlsym(library, "again");
    void *same = again(strrchr(path, '/') + 1);
    EXPECT(same == library || SANITIZED);
    if (same)
        dlclose(same);
    dlclose(library);
    return unused;
}

/* Where only the library that asks looks. */
static void *asks_from_its_own_place(void *unused) {
    char folder[4200], inner[4300];
    snprintf(folder, sizeof folder, "%.*s.d", (int)(strlen(path) - strlen(".so")), path);
    snprintf(inner, sizeof inner, "%s/inner.so", folder);
    mkdir(folder, 0777);
    unlink(inner);
    EXPECT(link(path, inner) == 0);
    void *library = dlopen(path, RTLD_NOW);
    void *(*again)(const char *) = (void *(*)(const char *))dlsym(library, "again");
    EXPECT(!dlopen("inner.so", RTLD_NOW));
    void *found = again("inner.so");
    EXPECT(found);
    dlclose(found);
    dlclose(library);
    return unused;
}

static void *closes_before_reports(void *unused) {
    void *library = dlopen(path, RTLD_NOW);
    cede_task *(*spawns)(void) = (cede_task * (*)(void)) dlsym(library, "spawns");
    EXPECT(cede_join(spawns(), NULL) == 0);
    dlclose(library);
    return unused;
}

static void reports(void) { run_with(1, closes_before_reports); }

/* One alone beside others that only compute: each close is the last, and unloads. Then several. */
static void use_by(const char *what) {
    asked = what;
    for (int users = 1; users <= 4; users += 3) {
        cede_task *tasks[5];
        busy = users;
        for (int i = 0; i <= users; i++)
            tasks[i] = cede_spawn(i < users ? uses : computes, NULL);
        for (int i = 0; i <= users; i++)
            EXPECT(cede_join(tasks[i], NULL) == 0);
    }
}

static void *program(void *unused) {
    use_by(path);
    if (!SANITIZED) /* a sanitizer's dlopen hides who asks */
        use_by(strrchr(path, '/') + 1);
    asks_by_name(NULL);
    if (!SANITIZED)
        asks_from_its_own_place(NULL);
    EXPECT(!dlopen(path, RTLD_NOW | RTLD_NOLOAD));
    return unused;
}

int main(int argc, char **argv) {
    (void)argc;
    alarm(120);
    snprintf(path, sizeof path, "%s.so", argv[0]);
    setenv("CEDE_STACKS", "report", 1);
    struct outcome o = in_child(reports);
    EXPECT(WIFEXITED(o.status) && WEXITSTATUS(o.status) == 0);
    EXPECT(strstr(o.text, "\"of the library\", spawned at library.c:1"));
    EXPECT(strstr(o.text, "library.c:1 in measured"));
    unsetenv("CEDE_STACKS");
    run_in_every_way(program);
    asks_by_name(NULL);
    return 0;
}

#endif
