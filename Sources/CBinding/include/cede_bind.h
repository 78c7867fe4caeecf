/*
 * cede_bind.h - functions of a shared library, bound when the program runs, under their official names.
 *
 * An API is a list, `#define API(X) X(result, name, parameters, arguments) ...`. CEDE_DEFINE makes a function of each entry
 * that calls what it is bound to, CEDE_SYMBOL a row of the table that `cede_bind` fills. Rejected: linking these
 * libraries, which are not everywhere, and have their headers on no default path.
 */
#ifndef CEDE_BIND_H
#define CEDE_BIND_H

#include <stddef.h>

struct cede_symbol {
    const char *name;
    void **bound;
};

#define CEDE_DEFINE(result, name, parameters, arguments)                                                      \
    static result(*bound_##name) parameters;                                                                  \
    result name parameters { return bound_##name arguments; }
#define CEDE_SYMBOL(result, name, parameters, arguments) {#name, (void **)&bound_##name},

/* Opens the library and binds every symbol. NULL, or why it could not; that text lasts until the next call. */
const char *cede_bind(const char *path, const struct cede_symbol *symbols, size_t count);

#endif
