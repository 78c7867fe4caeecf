// C++ through the command line: drivers, headers of the project and of the system, and what is passed through.

import Foundation
import Testing

@Suite struct CxxTests {
    static let drivers = Workbench.compilers.map { $0 == "clang" ? "clang++" : "g++" }

    /// Inline functions and templates of a project's header are rewritten; of the library's nothing is.
    @Test(arguments: drivers, ["-std=c++11", "-std=c++20"])
    func headersOfTheProjectAndOfTheLibrary(driver: String, standard: String) throws {
        let bench = try program()
        let flags = [standard, "-O2", "-Wall", "-Wextra", "-Wold-style-cast", "-Wshadow", "-Werror"]
        let sources = ["main.cpp", "other.cc"]
        #expect(try bench.run([driver] + flags + sources + ["-o", "plain"]).code == 0)
        bench.environment["CEDE_CC_OPTIONS"] = "--record \(bench.file("record").path)"
        let built = try bench.run([Workbench.tool, "cc", driver] + flags + sources + ["-o", "checked"])
        #expect(built.code == 0 && built.errors.isEmpty, "\(built.errors)")
        let plain = try bench.run(["./plain"])
        let checked = try bench.run(["./checked"])
        #expect(plain.code == 0 && plain.text == checked.text && !plain.text.isEmpty)
        let places = try bench.text("record").split(separator: "\n").compactMap {
            $0.split(separator: ":").first
        }
        #expect(Set(places.map { $0.split(separator: "/").last }) == ["main.cpp", "other.cc", "shared.h"])
    }

    /// The driver decides what a name means, and `-x` decides over both.
    @Test(arguments: zip(Workbench.compilers, drivers))
    func theLanguageIsTheDriversOrAsked(compiler: String, driver: String) throws {
        let bench = try Workbench()
        try bench.write(
            "both.c",
            """
            #ifdef __cplusplus
            extern "C"
            #endif
            int f(int n) { int s = 0; while (n & 7) s += n++; return s + (sizeof 'a' == 1 ? 100 : 0); }
            int main(void) { return f(1); }
            """)
        for (command, code) in [
            ([compiler], 28), ([driver, "-Wno-deprecated"], 128), ([compiler, "-x", "c++"], 128),
            ([driver, "-x", "c"], 28),
        ] {
            let built = try bench.run([Workbench.tool, "cc"] + command + ["both.c", "-o", "prog"])
            #expect(built.code == 0 && built.errors.isEmpty, "\(command): \(built.errors)")
            #expect(try bench.run(["./prog"]).code == code, "\(command)")
            #expect(try bench.run(["nm", "prog"]).text.contains("cede_check_slow"))
        }
    }

    /// A rewritten source needs no header of Cede's, in old C++ and in new.
    @Test(arguments: drivers, ["c++98", "c++11", "c++17"])
    func aRewrittenSourceStandsAlone(driver: String, standard: String) throws {
        let bench = try Workbench()
        try bench.write(
            "x.cpp",
            """
            #include <cstdio>
            #if __cplusplus >= 201402L
            constexpr
            #endif
            int f(int n) { int s = 0; while (n & 15) s += n++; return s; }
            int main() { std::printf("%d\\n", f(1)); }

            """)
        let rewritten = try bench.cede("rewrite", "--stdout", "x.cpp", "--", "-std=" + standard)
        #expect(rewritten.code == 0 && rewritten.text.contains("cede_check()"), "\(rewritten.errors)")
        try bench.write("y.cpp", rewritten.text)
        let flags = ["-std=" + standard, "-Wall", "-Wextra", "-Werror"]
        #expect(try bench.run([driver] + flags + ["-c", "y.cpp", "-o", "y.o"]).code == 0)
        let again = try bench.cede("rewrite", "--stdout", "y.cpp", "--", "-std=" + standard)
        #expect(again.text == rewritten.text)
    }

    @Test func modulesArePassedThroughAloud() throws {
        let bench = try Workbench()
        try bench.write("x.cpp", "int f(int n) { while (n & 7) n++; return n; }\n")
        let built = try bench.cede("cc", "clang++", "-std=c++20", "-fprebuilt-module-path=.", "-c", "x.cpp")
        #expect(
            built.code == 0 && built.errors.contains("modules (-fprebuilt-module-path) are not supported"))
        try bench.write("m.cppm", "export module m; export int g() { return 1; }\n")
        bench.environment["CEDE_VERBOSE"] = "1"
        let module = try bench.cede(
            "cc", "clang++", "-std=c++20", "--precompile", "m.cppm", "-o", "m.pcm")
        #expect(module.code == 0 && module.errors.contains("passing through"), "\(module.errors)")
    }

    private func program() throws -> Workbench {
        let bench = try Workbench()
        try bench.write(
            "shared.h",
            """
            #include <string>
            #include <vector>
            inline int spin(int n) {
                while (n & 15) n++;
                return n;
            }
            template <class T> T total(const std::vector<T> &v) {
                T t = T();
                for (std::size_t i = 0; i < v.size(); i++) t += v[i];
                return t;
            }
            std::string repeat(const std::string &s, int n);

            """)
        try bench.write(
            "other.cc",
            """
            #include "shared.h"
            std::string repeat(const std::string &s, int n) {
                std::string all;
                for (int i = 0; i < spin(n); i++) all += s;
                return all;
            }

            """)
        try bench.write(
            "main.cpp",
            """
            #include "shared.h"
            #include <cstdio>
            int main() {
                std::vector<int> v;
                for (int i = 0; i < 50; i++) v.push_back(i);
                std::printf("%d %d %s\\n", total(v), spin(3), repeat("ab", 5).c_str());
                return 0;
            }

            """)
        return bench
    }
}
