/*
 * log.h - how a witness writes down what it saw.
 *
 * One line at a time, appended by a single write to the file that WITNESS_LOG names, so that many
 * processes share one file and one that is killed loses nothing it had said. A place is an offset
 * in a module, as addr2line takes it.
 */
#ifndef WITNESS_LOG_H
#define WITNESS_LOG_H

#include <stdint.h>

/* `words` without a newline; the place of `pc`, and of `from` if it is not 0, are added. */
void witness_log(const char *words, uintptr_t pc, uintptr_t from);

uint64_t witness_setting(const char *name, uint64_t otherwise);

#endif
