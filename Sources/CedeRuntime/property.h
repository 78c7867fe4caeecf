/*
 * property.h - what the assembly files promise the linker about control-flow protection.
 *
 * Every landing of an indirect jump is marked (endbr64, bti), so IBT and BTI are promised. Shadow stacks are
 * not: a switch leaves frames without returning from them. The linker keeps a promise only if every object
 * makes it, so a program with Cede starts without shadow stacks, and cede_run refuses where they are on
 * nevertheless (forced by a tunable).
 */
#define CEDE__NOTE(type, bits)                                                                     \
    .pushsection .note.gnu.property, "a"; .balign 8; .long 4, 16, 5; .asciz "GNU";                   \
    .long type, 4, bits, 0; .popsection

#define CEDE__IBT_NOTE CEDE__NOTE(0xc0000002, 1)
#define CEDE__BTI_NOTE CEDE__NOTE(0xc0000000, 1)
