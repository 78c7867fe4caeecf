// The comment `cede:no-yield`, by way of the command line: where it is lost it is told, and it changes no program.

import Foundation
import Testing

@Suite struct NoYieldTests {
    private static let source = """
        #include <stdio.h>
        #define RUN(x) x
        #define STRING(x) #x
        #define TIMES(x) ((x) * 2)
        static int f(int n) {
            RUN(
                // cede:no-yield -- a register is half written
                while (n > 5 && n < 99) n--
            );
            while (n > 3 && n < 99) n--;
            return TIMES /* of all */ (n);
        }
        int main(void) {
            puts(STRING(a /* the first */ b));
            return f(20);
        }

        """

    /// Comments that are kept for Cede's sake become part of strings and stand in the way of macros.
    @Test(arguments: Workbench.compilers)
    func itChangesNoProgram(compiler: String) throws {
        let bench = try Workbench()
        try bench.write("x.c", Self.source)
        #expect(try bench.run([compiler, "-Wall", "-Werror", "x.c", "-o", "plain"]).code == 0)
        bench.environment["CEDE_CC_OPTIONS"] = "--fail-closed"
        let built = try bench.cede("cc", compiler, "-Wall", "-Werror", "x.c", "-o", "checked")
        // It is on purpose, so it is no reason to fail.
        #expect(built.code == 0 && built.errors.isEmpty, "\(built.errors)")
        let (plain, checked) = (try bench.run(["./plain"]), try bench.run(["./checked"]))
        #expect(plain.text == checked.text && plain.text == "a b\n")
        #expect(plain.code == 6 && checked.code == 6)
        bench.environment["CC"] = compiler
        let explained = try bench.cede("explain", "x.c").text
        #expect(explained.contains("left unchecked  on purpose: a register is half written"), "\(explained)")
        #expect(explained.contains("x.c:10:5:"), "columns are the source's: \(explained)")
    }

    /// Into the tree a check is written where the loop is spelled, which no comment in what a macro is given prevents.
    @Test func itIsToldWhereItIsLost() throws {
        let bench = try Workbench()
        try bench.write("x.c", Self.source)
        let outcome = try bench.cede("rewrite", "--stdout", "x.c")
        #expect(outcome.errors.contains("x.c:7:9: warning: this cede:no-yield stands in front of no"), "\(outcome.errors)")
        let definition = "#define SHORT while (n) n-- // cede:no-yield -- in a macro\n"
        try bench.write("x.c", definition + "int f(int n) { while (n & 3) n++; return n; }\n")
        let other = try bench.cede("rewrite", "--stdout", "x.c")
        #expect(other.errors.contains("x.c:1:29: warning: this cede:no-yield stands in front of no"), "\(other.errors)")
        #expect(other.text.contains("{ cede_check(); n++; }"))
    }
}
