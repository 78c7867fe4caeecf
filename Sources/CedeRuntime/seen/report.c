/*
 * report.c - text, stack traces and names of functions, for reports that may come from a signal handler.
 *
 * Nothing here allocates, locks or uses stdio. Names are read from the symbol table of the file that was mapped, so
 * static functions have theirs, without an external tool; a stripped file gives its name and an offset.
 *
 * A suspended task is unwound by the C library's backtrace() where it stands: the assembly behind
 * cede__backtrace_from describes its own frame as called from the task's, so nothing is switched and the
 * task's stack is only read. The frames that the runtime itself added are left out.
 */
#include "report.h"

#include <dlfcn.h>
#include <elf.h>
#include <execinfo.h>
#include <fcntl.h>
#include <link.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

void cede__report_end(struct cede__report *r) {
    for (size_t at = 0; at < r->length;) {
        ssize_t wrote = write(r->fd, r->text + at, r->length - at);
        if (wrote <= 0)
            break;
        at += (size_t)wrote;
    }
    r->length = 0;
}

void cede__say(struct cede__report *r, const char *text) {
    for (; *text; text++) {
        if (r->length == sizeof r->text)
            cede__report_end(r);
        r->text[r->length++] = *text;
    }
}

static void say_in_base(struct cede__report *r, uint64_t number, unsigned base) {
    char digits[24], *at = digits + sizeof digits - 1;
    *at = 0;
    do
        *--at = "0123456789abcdef"[number % base];
    while (number /= base);
    cede__say(r, at);
}

void cede__say_number(struct cede__report *r, uint64_t number) { say_in_base(r, number, 10); }

void cede__say_milliseconds(struct cede__report *r, int64_t nanoseconds) {
    cede__say_number(r, nanoseconds > 0 ? (uint64_t)nanoseconds / 1000000 : 0);
    cede__say(r, " ms");
}

/* task 7 "name", spawned at file:line */
void cede__say_task(struct cede__report *r, const cede_task *task) {
    cede__say(r, "task ");
    cede__say_number(r, task->id);
    if (task->name) {
        cede__say(r, " \"");
        cede__say(r, task->name);
        cede__say(r, "\"");
    }
    if (task->file) {
        cede__say(r, ", spawned at ");
        cede__say(r, task->file);
        cede__say(r, ":");
        cede__say_number(r, (uint64_t)task->line);
    }
}

/* Names. ------------------------------------------------------------------------------------------ */

struct image {
    const char *file;
    uintptr_t offset; /* of the address in the file's own addresses */
};

static bool image_of(const void *pc, struct image *image) {
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 35)
    struct dl_find_object found; /* takes no lock, unlike dladdr */
    if (_dl_find_object((void *)pc, &found) != 0)
        return false;
    image->file = found.dlfo_link_map->l_name;
    image->offset = (uintptr_t)pc - found.dlfo_link_map->l_addr;
#else
    Dl_info info;
    struct link_map *map;
    if (!dladdr1(pc, &info, (void **)&map, RTLD_DL_LINKMAP))
        return false;
    image->file = map->l_name;
    image->offset = (uintptr_t)pc - map->l_addr;
#endif
    if (!*image->file)
        image->file = "/proc/self/exe";
    return true;
}

/* Says the name of the function in whose range the offset lies, from .symtab or else .dynsym. */
static bool say_symbol(struct cede__report *r, const char *file, size_t size, uintptr_t offset) {
    const ElfW(Ehdr) *head = (const void *)file;
    const ElfW(Shdr) *sections = (const void *)(file + head->e_shoff);
    if (size < sizeof *head || memcmp(head->e_ident, ELFMAG, SELFMAG) != 0 || !head->e_shoff ||
        head->e_shoff + head->e_shnum * sizeof *sections > size)
        return false;
    for (int kind = SHT_SYMTAB; kind; kind = kind == SHT_SYMTAB ? SHT_DYNSYM : 0)
        for (unsigned i = 0; i < head->e_shnum; i++) {
            const ElfW(Sym) *symbol = (const void *)(file + sections[i].sh_offset);
            if (sections[i].sh_type != (unsigned)kind || sections[i].sh_link >= head->e_shnum)
                continue;
            const char *names = file + sections[sections[i].sh_link].sh_offset;
            for (size_t k = sections[i].sh_size / sizeof *symbol; k; k--, symbol++)
                if ((symbol->st_info & 15) == STT_FUNC && offset >= symbol->st_value &&
                    offset < symbol->st_value + symbol->st_size) {
                    cede__say(r, names + symbol->st_name);
                    cede__say(r, "+0x");
                    say_in_base(r, offset - symbol->st_value, 16);
                    return true;
                }
        }
    return false;
}

void cede__say_place(struct cede__report *r, const void *pc) {
    struct image image;
    struct stat status;
    void *file = MAP_FAILED;
    bool named = false;
    int fd;
    if (!image_of(pc, &image)) {
        cede__say(r, "0x");
        say_in_base(r, (uintptr_t)pc, 16);
        return;
    }
    fd = open(image.file, O_RDONLY | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, &status) == 0)
        file = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (fd >= 0)
        close(fd);
    if (file != MAP_FAILED) {
        named = say_symbol(r, file, (size_t)status.st_size, image.offset);
        munmap(file, (size_t)status.st_size);
    }
    if (!named) {
        const char *slash = strrchr(image.file, '/');
        cede__say(r, slash ? slash + 1 : image.file);
        cede__say(r, "+0x");
        say_in_base(r, image.offset, 16);
    }
}

void cede__say_frames(struct cede__report *r, void *const *frames, int count, int most) {
    for (int i = 0; i < count && i < most; i++) {
        cede__say(r, "    #");
        cede__say_number(r, (uint64_t)i);
        cede__say(r, " ");
        cede__say_place(r, frames[i]);
        cede__say(r, "\n");
    }
    if (count > most)
        cede__say(r, "    ...\n");
}

/* Frames. ----------------------------------------------------------------------------------------- */

/* The first call loads the unwinder, which allocates; so it is made beforehand. */
void cede__report_prepare(void) {
    void *frame;
    backtrace(&frame, 1);
}

int cede__frames_of(const struct cede__context *context, void **frames, int most) {
    void *all[CEDE__FRAMES + 1];
    int count = cede__backtrace_from(context, all, CEDE__FRAMES + 1), from = 0;
    while (from < count && all[from] != context->pc)
        from++;
    count -= from;
    if (count > most)
        count = most;
    if (count > 0)
        memcpy(frames, all + from, (size_t)count * sizeof *frames);
    return count > 0 ? count : 0;
}
