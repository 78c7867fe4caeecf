/*
 * switch_x86_64.S - the root frame of a task, and the switch as a function.
 *
 * cede__task_start is entered by a jump with rsp at the stack's top (a multiple of 16) and rbp = 0. The return address is
 * declared undefined and the frame chain is zero, so gdb, perf and libunwind stop here, cleanly.
 */
#include "../property.h"

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

/* cede__call_on(top, fn, arg): fn(arg) on the stack that ends at `top`. */
        .globl  cede__call_on
        .hidden cede__call_on
        .type   cede__call_on, @function
        .p2align 4
cede__call_on:
        .cfi_startproc
        endbr64
        pushq   %rbp
        .cfi_adjust_cfa_offset 8
        .cfi_rel_offset rbp, 0
        movq    %rsp, %rbp
        .cfi_def_cfa_register rbp
        movq    %rdi, %rsp
        movq    %rdx, %rdi
        call    *%rsi
        movq    %rbp, %rsp
        popq    %rbp
        .cfi_def_cfa rsp, 8
        ret
        .cfi_endproc
        .size   cede__call_on, . - cede__call_on

/*
 * cede__backtrace_from(context, frames, most): backtrace(frames, most) as though called from the context. The
 * frame holds the context's address at rsp; the caller's frame is said to be *rsp->sp, its rbp *rsp->fp and its
 * place *rsp->pc (DW_OP_breg7 0, DW_OP_deref, ...). A signal frame: the place is exact and no return address.
 */
        .globl  cede__backtrace_from
        .hidden cede__backtrace_from
        .type   cede__backtrace_from, @function
        .p2align 4
cede__backtrace_from:
        .cfi_startproc
        endbr64
        pushq   %rdi
        .cfi_signal_frame
        .cfi_escape 0x0f, 4, 0x77, 0, 0x06, 0x06
        .cfi_escape 0x10, 6, 5, 0x77, 0, 0x06, 0x23, 8
        .cfi_escape 0x10, 16, 5, 0x77, 0, 0x06, 0x23, 16
        movq    %rsi, %rdi
        movl    %edx, %esi
        call    backtrace@PLT
        popq    %rdi
        ret
        .cfi_endproc
        .size   cede__backtrace_from, . - cede__backtrace_from
        CEDE__IBT_NOTE
#endif
        .section .note.GNU-stack, "", %progbits
