/*
 * switch_x86_64.S - the root frame of a task, and the switch as a function.
 *
 * cede__task_start is entered by a jump with rsp at the stack's top (a multiple of 16) and rbp = 0. The return address is
 * declared undefined and the frame chain is zero, so gdb, perf and libunwind stop here, cleanly.
 */
#include "property.h"

#if defined(__x86_64__)
        .text
        .globl  cede__task_start
        .hidden cede__task_start
        .type   cede__task_start, @function
        .p2align 4
cede__task_start:
        .cfi_startproc
        .cfi_undefined rip
        endbr64
        xorl    %ebp, %ebp
        call    cede__task_main
        ud2
        .cfi_endproc
        .size   cede__task_start, . - cede__task_start

/* cede__switch_call(from, to): for compilers without the inline one (switch.h). */
        .globl  cede__switch_call
        .hidden cede__switch_call
        .type   cede__switch_call, @function
        .p2align 4
cede__switch_call:
        .cfi_startproc
        endbr64
        .irp    reg, rbx, r12, r13, r14, r15
        pushq   %\reg
        .cfi_adjust_cfa_offset 8
        .cfi_rel_offset \reg, 0
        .endr
        leaq    1f(%rip), %rax
        movq    %rsp, 0(%rdi)
        movq    %rbp, 8(%rdi)
        movq    %rax, 16(%rdi)
        movq    0(%rsi), %rsp
        movq    8(%rsi), %rbp
        jmpq    *16(%rsi)
1:      endbr64
        .irp    reg, r15, r14, r13, r12, rbx
        popq    %\reg
        .cfi_adjust_cfa_offset -8
        .cfi_restore \reg
        .endr
        ret
        .cfi_endproc
        .size   cede__switch_call, . - cede__switch_call

        .section .note.GNU-stack, "", @progbits
        CEDE__IBT_NOTE
#endif
