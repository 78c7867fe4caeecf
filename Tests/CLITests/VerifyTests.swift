// `cede verify` as a command: what is allowed, and what it says when it cannot.

import Foundation
import Testing

@Suite struct VerifyTests {
    @Test func allowancesAndLibraries() throws {
        let bench = try Workbench()
        try bench.write("x.c", "volatile int n; int main(void) { while (n) n &= n - 1; return 0; }\n")
        _ = try bench.run(["gcc", "-O2", "x.c", "-o", "plain"])
        #expect(try bench.cede("verify", "plain").code == 1)
        try bench.write("allow", "ma* -- halves a number\nlibc.so.* -- the C library\nld-linux* -- the loader\nnowhere -- gone\n")
        let allowed = try bench.cede("verify", "plain", "--allow", "allow", "--libraries")
        #expect(allowed.code == 0 && allowed.errors.contains("allow: warning: nothing is named nowhere"), "\(allowed)")
        try bench.write("some", "main -- halves a number\n")
        #expect(try bench.cede("verify", "plain", "--allow", "some").code == 0)
        #expect(try bench.cede("verify", "plain", "--allow", "some", "--libraries").code == 1)
        try bench.write("bad", "# so\nmain\n")
        let bad = try bench.cede("verify", "plain", "--allow", "bad")
        #expect(bad.code == 2 && bad.errors.contains("bad:2: error: no reason"), "\(bad.errors)")
    }

    @Test func trouble() throws {
        let bench = try Workbench()
        try bench.write("x.c", "int f(int n) { return n; }\n")
        _ = try bench.run(["gcc", "-c", "x.c"])
        try bench.write("cut.o", Data(try bench.read("x.o").prefix(300)))
        for (path, why) in [("x.c", "no ELF file"), ("missing", "cannot read it"), ("cut.o", "cut short")] {
            let told = try bench.cede("verify", path, "x.o")
            #expect(told.code == 2 && told.errors.contains("\(path): error: ") && told.errors.contains(why), "\(told.errors)")
            #expect(told.text.contains("x.o: 1 function, every cycle has a check"), "\(told.text)")
        }
        #expect(try bench.cede("verify").code == 64)
        bench.environment["LIBCAPSTONE_PATH"] = "/nowhere/libcapstone.so"
        let missing = try bench.cede("verify", "x.o")
        #expect(missing.code == 2 && missing.errors.contains("install libcapstone4"), "\(missing.errors)")
    }
}
