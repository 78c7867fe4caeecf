/*
 * Capstone's C API, as much of it as `cede verify` uses, bound at run time.
 *
 * As with libclang (CLibClang), and for the same reason: who does not verify binaries needs no disassembler, and no
 * package that depends on this one needs its headers. The layouts below are ABI of libcapstone.so.4; a test holds them
 * against libcapstone-dev's header.
 */
#ifndef CEDE_CAPSTONE_H
#define CEDE_CAPSTONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef size_t csh;

enum { CS_API_MAJOR = 4 };
enum { CS_ARCH_ARM64 = 1, CS_ARCH_X86 = 3 };       /* enum cs_arch */
enum { CS_MODE_LITTLE_ENDIAN = 0, CS_MODE_64 = 8 }; /* enum cs_mode */

typedef struct cs_insn {
    unsigned id;
    uint64_t address;
    uint16_t size;
    uint8_t bytes[16];
    char mnemonic[32];
    char op_str[160];
    void *detail;
} cs_insn;

/* Every function once: result, name, parameters, arguments. */
#define CEDE_CAPSTONE_API(X)                                                                                  \
    X(unsigned, cs_version, (int *major, int *minor), (major, minor))                                         \
    X(int, cs_open, (int architecture, int mode, csh *handle), (architecture, mode, handle))                  \
    X(int, cs_close, (csh *handle), (handle))                                                                 \
    X(cs_insn *, cs_malloc, (csh handle), (handle))                                                           \
    X(void, cs_free, (cs_insn * instruction, size_t count), (instruction, count))                             \
    X(bool, cs_disasm_iter,                                                                                   \
      (csh handle, const uint8_t **code, size_t *size, uint64_t *address, cs_insn *instruction),              \
      (handle, code, size, address, instruction))

#define CEDE_DECLARE(result, name, parameters, arguments) result name parameters;
CEDE_CAPSTONE_API(CEDE_DECLARE)
#undef CEDE_DECLARE

/* Loads the library; NULL, or why it can't be used. */
const char *cede_capstone_load(const char *path);

#endif
