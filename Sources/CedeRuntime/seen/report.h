/* report.h - text and stack traces that can be written from a signal handler (report.c). */
#ifndef CEDE_REPORT_H
#define CEDE_REPORT_H

#include "cede_internal.h"

#pragma GCC visibility push(hidden)

enum { CEDE__FRAMES = 48 };

/* Text is gathered and written when the buffer is full and at the end. */
struct cede__report {
    int fd;
    size_t length;
    char text[2048];
};

void cede__say(struct cede__report *report, const char *text);
void cede__say_number(struct cede__report *report, uint64_t number);
void cede__say_milliseconds(struct cede__report *report, int64_t nanoseconds);
void cede__say_task(struct cede__report *report, const cede_task *task);
void cede__say_frames(struct cede__report *report, void *const *frames, int count, int most);
void cede__say_place(struct cede__report *report, const void *pc);
void cede__report_end(struct cede__report *report);

/* Return addresses, the innermost first: of a context that is suspended, or of what a signal interrupted. */
int cede__frames_of(const struct cede__context *context, void **frames, int most);

/* cede__frames_of's way in (switch_*.S): calls backtrace() in a frame that is declared as called from there. */
int cede__backtrace_from(const struct cede__context *context, void **frames, int most);
void cede__report_prepare(void);

#pragma GCC visibility pop
#endif
