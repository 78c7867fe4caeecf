/* What `cede` inserts around Swift code that holds a lock of the thread; see cede.h. */
#ifndef CEDE_NO_YIELD_H
#define CEDE_NO_YIELD_H

extern void cede_no_yield_begin(void);
extern void cede_no_yield_leave(void);

#endif
