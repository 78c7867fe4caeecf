/* Control-flow protection: what the assembly promises the linker, and the refusal where shadow stacks are on. */
// link: -DARCHIVE="@lib/libcede.a"
#include "test.h"

#include <stdarg.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#if defined(__aarch64__)
#define PROMISED "AArch64 feature: BTI"
#define NOT_PROMISED "GCS"
#else
#define PROMISED "x86 feature: IBT"
#define NOT_PROMISED "SHSTK"
#endif

/* Landings are marked, and shadow stacks not allowed, or a program would be started with them. Two files of a processor's own. */
static void notes(void) {
    char line[1000];
    int promised = 0;
    bool of_assembly = false;
    FILE *out = popen("readelf -n " ARCHIVE " 2>/dev/null", "r");
    EXPECT(out);
    while (fgets(line, sizeof line, out)) {
        if (strncmp(line, "File: ", 6) == 0)
            of_assembly = strstr(line, ".S.o)");
        if (of_assembly && strstr(line, "feature: ")) {
            EXPECT(strstr(line, PROMISED) && !strstr(line, NOT_PROMISED));
            promised++;
        }
    }
    pclose(out);
    EXPECT(promised == 2);
}

#if defined(__aarch64__)
/* The kernel's word for it: there is no such processor here. */
static int is_on;
int prctl(int option, ...) {
    unsigned long a[4];
    va_list arguments;
    va_start(arguments, option);
    for (int i = 0; i < 4; i++)
        a[i] = va_arg(arguments, unsigned long);
    va_end(arguments);
    if (option != 74 || !is_on) /* PR_GET_SHADOW_STACK_STATUS */
        return (int)syscall(SYS_prctl, option, a[0], a[1], a[2], a[3]);
    *(unsigned long *)a[0] = 1;
    return 0;
}

static void *nothing(void *unused) { return unused; }

static void refused(void) { EXPECT(cede_run(NULL, nothing, NULL, NULL) == ENOTSUP); }

static void refusal(void) {
    is_on = 1;
    struct outcome o = in_child(refused);
    EXPECT(WIFEXITED(o.status) && WEXITSTATUS(o.status) == 0);
    EXPECT(strstr(o.text, "guarded control stack, which does not allow switching between stacks"));
    is_on = 0;
    EXPECT(cede_run(NULL, nothing, NULL, NULL) == 0);
}
#else
static void refusal(void) {} /* an instruction tells, and only on a processor that has it */
#endif

int main(void) {
    notes();
    refusal();
    return 0;
}
