/*
 * check_x86_64.S - the way into the slow path, which keeps every general register.
 *
 * cede_check.h tells clang so (preserve_most), and rewritten loops then spill nothing around a call that
 * hardly ever happens; the convention is a superset of the ordinary one, so gcc's callers are served too.
 * Written here because gcc, which may build this library, has no such attribute.
 */
#if defined(__x86_64__)
        .text
        .globl  cede_check_slow
        .type   cede_check_slow, @function
        .p2align 4
cede_check_slow:
        .cfi_startproc
        endbr64
        .irp    reg, rax, rcx, rdx, rsi, rdi, r8, r9, r10, r11
        pushq   %\reg
        .cfi_adjust_cfa_offset 8
        .endr                           /* nine words and the return address: aligned to 16 */
        call    cede__check_slow
        .irp    reg, r11, r10, r9, r8, rdi, rsi, rdx, rcx, rax
        popq    %\reg
        .cfi_adjust_cfa_offset -8
        .endr
        ret
        .cfi_endproc
        .size   cede_check_slow, . - cede_check_slow

        .section .note.GNU-stack, "", @progbits
#endif
