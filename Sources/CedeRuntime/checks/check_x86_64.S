/*
 * check_x86_64.S - the ways from a check into the slow path, which keep every register.
 *
 * A check (cede_check.h) that finds the flag raised comes by one of two. Where the compiler knows that the call keeps all
 * registers (clang: preserve_all) it is an ordinary call of cede_check_call. Else the check is assembly, of which the
 * compiler does not know that it calls: it skips the red zone and calls cede_check_trampoline, whose frame is declared as
 * if it had been called without that. gcc's checks call from code that stands out of line, behind the section: outside of
 * any frame that an unwinder knows. So the return address on the stack is replaced by the place in the function where the
 * check stands, which the jump behind the call tells (no compiler writes its prefix): a preempted task's backtrace
 * names the line of its check. Where shadow stacks are in force the address is left alone, and the backtrace of gcc's
 * code ends here.
 *
 * General registers and all vector state are kept on the task's stack: the code around a check was compiled as
 * though nothing were called. Rejected: a call that clang knows to keep the general registers alone (preserve_most). It
 * splits loops and spills vectors.
 */
#include "../property.h"

#if defined(__x86_64__)
        .hidden cede__vector_state
        .hidden cede__check_slow
        .macro  way name, red_zone
        .text
        .globl  \name
        .type   \name, @function
        .p2align 4
\name:
        .cfi_startproc
        .cfi_def_cfa_offset 8 + \red_zone      /* the return address and the red zone */
        .cfi_offset rip, -8 - \red_zone
        endbr64
        pushq   %rbp
        .cfi_adjust_cfa_offset 8
        .cfi_offset rbp, -16 - \red_zone
        movq    %rsp, %rbp
        .cfi_def_cfa_register rbp
        .irp    reg, rax, rcx, rdx, rsi, rdi, r8, r9, r10, r11
        pushq   %\reg
        .endr

        .if \red_zone
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
        .endif
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
        .cfi_def_cfa rsp, 8 + \red_zone
        ret     $\red_zone
        .cfi_endproc
        .size   \name, . - \name
        .endm

        way     cede_check_call, 0
        way     cede_check_trampoline, 128
        CEDE__IBT_NOTE
#endif
        .section .note.GNU-stack, "", %progbits
