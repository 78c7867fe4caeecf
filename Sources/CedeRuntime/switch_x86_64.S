/*
 * switch_x86_64.S - the root frame of a task.
 *
 * Entered by a jump with rsp at the stack's top (a multiple of 16) and rbp = 0. The return address is
 * declared undefined and the frame chain is zero, so gdb, perf and libunwind stop here, cleanly.
 */
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

        .section .note.GNU-stack, "", @progbits
#endif
