/* log.c - see log.h. */
#define _GNU_SOURCE
#include "log.h"

#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct place {
    uintptr_t pc;
    uintptr_t offset;
    const char *module;
};

static int holds(struct dl_phdr_info *info, size_t size, void *argument) {
    struct place *place = argument;
    (void)size;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        if (part->p_type == PT_LOAD &&
            place->pc - info->dlpi_addr - part->p_vaddr < part->p_memsz) {
            place->offset = place->pc - info->dlpi_addr;
            place->module = info->dlpi_name;
            return 1;
        }
    }
    return 0;
}

/* Adds ` offset module` to the line. */
static size_t add_place(char *line, size_t length, size_t size, uintptr_t pc) {
    static char program[4096];
    struct place place = {pc, 0, "?"};

    dl_iterate_phdr(holds, &place);
    if (!place.module[0]) {
        if (!program[0] && readlink("/proc/self/exe", program, sizeof program - 1) < 0)
            program[0] = '?';
        place.module = program;
    }
    return length + (size_t)snprintf(line + length, size - length, " 0x%lx %s",
                                     (unsigned long)place.offset, place.module);
}

void witness_log(const char *words, uintptr_t pc, uintptr_t from) {
    const char *file = getenv("WITNESS_LOG");
    char line[3 * 4096];
    size_t length;
    int log;

    if (!file)
        return;
    length = (size_t)snprintf(line, sizeof line, "%s", words);
    length = add_place(line, length, sizeof line, pc);
    if (from)
        length = add_place(line, length, sizeof line, from);
    line[length++] = '\n';
    log = open(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    if (log < 0 || write(log, line, length) != (ssize_t)length)
        dprintf(2, "witness: cannot write to %s\n", file);
    if (log >= 0)
        close(log);
}

uint64_t witness_setting(const char *name, uint64_t otherwise) {
    const char *value = getenv(name);
    return value ? strtoull(value, NULL, 10) : otherwise;
}
