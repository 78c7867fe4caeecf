/*
 * check_x86_64.S - the way from a check into the slow path, which keeps every register.
 *
 * A check (cede_check.h) that finds the flag raised skips the red zone and calls this; the frame is declared as if it
 * had been called without that. gcc's checks call from code that stands out of line, behind the section: outside of any
 * frame that an unwinder knows. So the return address on the stack is replaced by the place in the function where the
 * check stands, which the jump behind the call tells (no compiler writes its prefix): a preempted task's backtrace
 * names the line of its check. Where shadow stacks are in force the address is left alone, and the backtrace of gcc's
 * code ends here.
 *
 * General registers and all vector state are kept on the task's stack: the code around a check was compiled as
 * though nothing were called. Rejected: a call that clang knows to keep the general registers (preserve_most). It
 * still splits loops, aligns the stack and spills vectors; recursion paid 1.5 times for it, where this pays 1.03.
 */
#include "property.h"

#if defined(__x86_64__)
        .hidden cede__vector_state
        .hidden cede__check_slow
        .text
        .globl  cede_check_trampoline
        .type   cede_check_trampoline, @function
        .p2align 4
cede_check_trampoline:
        .cfi_startproc
        .cfi_def_cfa_offset 136                 /* the return address and the red zone */
        .cfi_offset rip, -136
        endbr64
        pushq   %rbp
        .cfi_adjust_cfa_offset 8
        .cfi_offset rbp, -144
        movq    %rsp, %rbp
        .cfi_def_cfa_register rbp
        .irp    reg, rax, rcx, rdx, rsi, rdi, r8, r9, r10, r11
        pushq   %\reg
        .endr

        xorl    %eax, %eax
        rdsspq  %rax                            /* stays 0 where there is no shadow stack */
        testq   %rax, %rax
        jnz     1f
        movq    8(%rbp), %rax                   /* at the jump: 3e e9, and how far from its end */
        cmpw    $0xe93e, (%rax)
        jne     1f
        movslq  2(%rax), %rcx
        leaq    6(%rax, %rcx), %rax
        movq    %rax, 8(%rbp)
1:
        movl    cede__vector_state(%rip), %eax  /* size, then components: check.c */
        subq    %rax, %rsp
        andq    $-64, %rsp
        xorl    %edx, %edx
        cmpl    %edx, 4+cede__vector_state(%rip)
        je      2f
        .irp    at, 512, 520, 528, 536, 544, 552, 560, 568
        movq    %rdx, \at(%rsp)                 /* the header, which XRSTOR wants clean */
        .endr
        movl    4+cede__vector_state(%rip), %eax
        xsave64 (%rsp)
        call    cede__check_slow
        movl    4+cede__vector_state(%rip), %eax
        xorl    %edx, %edx
        xrstor64 (%rsp)
        jmp     3f
2:      fxsave64 (%rsp)                         /* a processor before 2008 */
        call    cede__check_slow
        fxrstor64 (%rsp)

3:      leaq    -72(%rbp), %rsp
        .irp    reg, r11, r10, r9, r8, rdi, rsi, rdx, rcx, rax
        popq    %\reg
        .endr
        popq    %rbp
        .cfi_def_cfa rsp, 136
        ret     $128
        .cfi_endproc
        .size   cede_check_trampoline, . - cede_check_trampoline
        CEDE__IBT_NOTE
#endif
        .section .note.GNU-stack, "", %progbits
