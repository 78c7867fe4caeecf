// `cede verify`: where code goes on, and where it does not.

import Testing

@Suite struct VerifiedFlowTests {
    /// Of another file's function an object says nothing, but its source does, and `cede cc --summary` hands that on.
    @Test func whatIsDeclaredNotToComeBackIsCarried() throws {
        let bench = try Workbench()
        let cases = [
            ("__attribute__((noreturn))", "fail", true), ("", "fail", false), ("__attribute__((noreturn))", "(n++, fail)", true),
            ("", "(n++, fail)", false),
        ]
        for (attribute, callee, isSaid) in cases {
            try bench.write(
                "n.c",
                "extern \(attribute) void fail(const char *);\nint f(int n) { while (n > 9) if (n-- == 12) \(callee)(\"\"); return n; }\n")
            #expect(try bench.cede("cc", "--summary", "clang", "-O2", "-c", "n.c", "-o", "n.o").code == 0)
            let section = try bench.run(["objcopy", "--dump-section", ".cede.cycles=n.txt", "n.o"])
            #expect(try section.code == 0 && bench.text("n.txt").contains("noreturn\tfail\t") == isSaid)
        }
    }

    #if arch(x86_64)
        /// What stands behind a call that does not come back is not where it goes on: of a library's function, and of a
        /// program's own that ends in such a call.
        @Test(arguments: Workbench.compilers) func callsThatDoNotComeBack(compiler: String) throws {
            let bench = try Workbench()
            let walk = { (name: String, behind: String) in
                "\(name): sub $8, %rsp; 1: call far; test %eax, %eax; je 2f; call \(behind); jmp 1b; 2: add $8, %rsp; ret; "
                    + ".type \(name), @function; .size \(name), . - \(name);"
            }
            try bench.write(
                "x.c",
                """
                #include <setjmp.h>
                static jmp_buf there;
                __attribute__((noinline)) int far(int n) { __asm__ volatile("" : "+r"(n)); return n; }
                __attribute__((noinline, noreturn)) void leave(void) { far(2); longjmp(there, 1); }
                __asm__(".text; \(walk("turns", "far"))");
                __asm__(".text; \(walk("ends", "abort"))");
                __asm__(".text; \(walk("gives_up", "leave"))");
                void turns(void), ends(void), gives_up(void), abort(void);
                int main(void) { if (!setjmp(there)) { turns(); ends(); gives_up(); abort(); leave(); } return 0; }

                """)
            #expect(try bench.run([compiler, "-O1", "x.c", "-o", "x"]).code == 0)
            let found = try bench.cede("verify", "x")
            #expect(found.code == 1 && found.functions == ["turns"], "\(found.text)")
        }

        /// Checks that share one call: one falls through moves into it, one jumps there, and each branches back without it.
        @Test func checksThatShareACall() throws {
            let checked = """
                sub $8, %rsp
                1: call far
                test %eax, %eax
                je 3f
                cmpb $0, %fs:cede_flag@tpoff
                je 1b
                mov %rbx, %rax
                2: call cede_check_call
                jmp 1b
                3: call far
                cmpb $0, %fs:cede_flag@tpoff
                mov %rbx, %rdi
                je 1b
                jmp 2b

                """
            let found = try Workbench().verify(assembly: ["turns": checked])
            #expect(found.code == 0, "\(found.text)")
            let lost = try Workbench().verify(assembly: ["turns": checked.replacing("call cede_check_call", with: "call far")])
            #expect(lost.code == 1 && lost.functions == ["turns"], "\(lost.text)")
        }

        /// In an object, by what its source declared of functions of other files; of one of its own it is seen what it does.
        @Test func callsOfOtherFilesThatDoNotComeBack() throws {
            let bench = try Workbench()
            let cases: [(String, String?, Int32)] = [("fail", nil, 1), ("fail", "fail", 0), ("fail", "other", 1), ("own", "own", 1)]
            for (callee, said, code) in cases {
                let found = try bench.verify(
                    assembly: [
                        "gives_up": """
                        sub $8, %rsp
                        1: call far
                          test %eax, %eax
                          je 2f
                          call \(callee)
                          jmp 1b
                        2: add $8, %rsp
                          ret
                        """, "own": "ret",
                    ], carrying: said.map { [["noreturn", $0, "", "0", "0", ""]] } ?? [])
                #expect(found.code == code, "\(callee), \(said ?? "-"): \(found.text)\(found.errors)")
            }
        }

        /// What a compiler fills up with before a loop leads into it, and nobody comes that way: the loop begins where it is jumped to.
        @Test func whatAlignsALoopIsNoWayIn() throws {
            let found = try Workbench().verify(assembly: [
                "f": """
                jmp 2f
                .nops 8
                1: mov %ecx, %ebx
                2: call far
                  test %eax, %eax
                  jne 1b
                  call near
                  test %eax, %eax
                  jne 2b
                  ret
                """
            ])
            #expect(found.code == 1 && found.text.contains("y.o: 1 function, 1 without a check"), "\(found.text)")
        }

        /// What a register was loaded with, and nothing was added to, is in no table of distances: here it is a call in the last place.
        @Test func aPointerIsNoDistance() throws {
            for (load, code) in [("mov 8(%rdi), %rax", Int32(0)), ("mov 8(%rdi), %rax; test %rax, %rax; je 3f", 0), ("movslq (%rdi), %rax; add %rdi, %rax", 1)] {
                let found = try Workbench().verify(
                    assembly: [
                        "f": """
                        lea table(%rip), %rdx
                          movslq (%rdx,%rax,4), %rax
                          add %rdx, %rax
                          jmp *%rax
                        1: \(load)
                          jmp *%rax
                        2: nop
                          jmp 1b
                        3: ret
                        """
                    ],
                    others: """
                        .section .rodata
                        table: .long 1b - table, 2b - table, 3b - table

                        """)
                #expect(found.code == code, "\(load): \(found.text)\(found.errors)")
            }
        }

        /// Two tables stand one behind the other; what the second holds, taken for the first's, would lead back.
        @Test func aTableEndsWhereTheNextBegins() throws {
            let found = try Workbench().verify(
                assembly: [
                    "f": """
                    call far
                      lea first(%rip), %rdx
                      movslq (%rdx,%rax,4), %rax
                      add %rdx, %rax
                      jmp *%rax
                    1: ret
                    2: call near
                      lea second(%rip), %rdx
                      movslq (%rdx,%rax,4), %rax
                      add %rdx, %rax
                      jmp *%rax
                      jmp f
                      .nops 6
                    3: ret
                    """
                ],
                others: """
                    .section .rodata
                    first: .long 1b - first, 2b - first
                    second: .long 3b - second, 1b - second

                    """)
            #expect(found.code == 0 && found.text.contains("every cycle has a check"), "\(found.text)\(found.errors)")
        }
    #endif
}
