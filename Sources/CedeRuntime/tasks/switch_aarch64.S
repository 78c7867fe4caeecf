/*
 * switch_aarch64.S - the root frame of a task, and the switch as a function.
 *
 * cede__task_start is entered by a jump with sp at the stack's top. The return address is declared undefined
 * and the frame chain is zero, so gdb, perf and libunwind stop here, cleanly.
 */
#include "../property.h"

#if defined(__aarch64__)
        .text
        .globl  cede__task_start
        .hidden cede__task_start
        .type   cede__task_start, %function
        .p2align 4
cede__task_start:
        .cfi_startproc
        .cfi_undefined x30
        hint    #38                     /* bti jc */
        mov     x29, #0
        mov     x30, #0
        bl      cede__task_main
        brk     #1
        .cfi_endproc
        .size   cede__task_start, . - cede__task_start

/* cede__switch_call(from, to): for compilers without the inline one (switch.h). */
        .globl  cede__switch_call
        .hidden cede__switch_call
        .type   cede__switch_call, %function
        .p2align 4
cede__switch_call:
        .cfi_startproc
        hint    #34                     /* bti c */
        stp     x19, x20, [sp, #-160]!
        .cfi_adjust_cfa_offset 160
        stp     x21, x22, [sp, #16]
        stp     x23, x24, [sp, #32]
        stp     x25, x26, [sp, #48]
        stp     x27, x28, [sp, #64]
        str     x30, [sp, #80]
        stp     d8, d9, [sp, #96]
        stp     d10, d11, [sp, #112]
        stp     d12, d13, [sp, #128]
        stp     d14, d15, [sp, #144]
        .cfi_rel_offset x19, 0
        .cfi_rel_offset x20, 8
        .cfi_rel_offset x21, 16
        .cfi_rel_offset x22, 24
        .cfi_rel_offset x23, 32
        .cfi_rel_offset x24, 40
        .cfi_rel_offset x25, 48
        .cfi_rel_offset x26, 56
        .cfi_rel_offset x27, 64
        .cfi_rel_offset x28, 72
        .cfi_rel_offset x30, 80
        adr     x16, 1f
        mov     x2, sp
        stp     x2, x29, [x0]
        str     x16, [x0, #16]
        ldp     x2, x29, [x1]
        ldr     x16, [x1, #16]
        mov     sp, x2
        br      x16
1:      hint    #36                     /* bti j */
        ldp     x21, x22, [sp, #16]
        ldp     x23, x24, [sp, #32]
        ldp     x25, x26, [sp, #48]
        ldp     x27, x28, [sp, #64]
        ldr     x30, [sp, #80]
        ldp     d8, d9, [sp, #96]
        ldp     d10, d11, [sp, #112]
        ldp     d12, d13, [sp, #128]
        ldp     d14, d15, [sp, #144]
        ldp     x19, x20, [sp], #160
        .cfi_adjust_cfa_offset -160
        ret
        .cfi_endproc
        .size   cede__switch_call, . - cede__switch_call

/* cede__call_on(top, fn, arg): fn(arg) on the stack that ends at `top`. */
        .globl  cede__call_on
        .hidden cede__call_on
        .type   cede__call_on, %function
        .p2align 4
cede__call_on:
        .cfi_startproc
        hint    #34                     /* bti c */
        stp     x29, x30, [sp, #-16]!
        .cfi_adjust_cfa_offset 16
        .cfi_rel_offset x29, 0
        .cfi_rel_offset x30, 8
        mov     x29, sp
        .cfi_def_cfa_register x29
        mov     sp, x0
        mov     x0, x2
        blr     x1
        mov     sp, x29
        ldp     x29, x30, [sp], #16
        .cfi_def_cfa sp, 0
        ret
        .cfi_endproc
        .size   cede__call_on, . - cede__call_on

/* cede__backtrace_from(context, frames, most): see switch_x86_64.S. */
        .globl  cede__backtrace_from
        .hidden cede__backtrace_from
        .type   cede__backtrace_from, %function
        .p2align 4
cede__backtrace_from:
        .cfi_startproc
        hint    #34                     /* bti c */
        stp     x0, x30, [sp, #-16]!
        .cfi_signal_frame
        .cfi_escape 0x0f, 4, 0x8f, 0, 0x06, 0x06
        .cfi_escape 0x10, 29, 5, 0x8f, 0, 0x06, 0x23, 8
        .cfi_escape 0x10, 30, 5, 0x8f, 0, 0x06, 0x23, 16
        mov     x0, x1
        mov     w1, w2
        bl      backtrace
        ldp     x0, x30, [sp], #16
        ret
        .cfi_endproc
        .size   cede__backtrace_from, . - cede__backtrace_from
        CEDE__BTI_NOTE
#endif
        .section .note.GNU-stack, "", %progbits
