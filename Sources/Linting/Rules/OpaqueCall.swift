// `opaque-call`: calls that may take longer than the budget by themselves, inside which no check can be.

import Planning

public struct OpaqueCall: Rule {
    public let name = "opaque-call"
    public let summary = "a call that may take longer than the budget, in code that has no checks"
    public let severity = Finding.Severity.warning
    public let explanation = """
        A call into a library runs to its end before this code can meet a check again. Some take as long as their data \
        says: sorting, matching, compressing, copying. A warning is a call whose size is known to be too large, or a \
        function that is known to take long; a copy of unknown size, a sort of structures, of which there are mostly few, or \
        a function of which nothing is known, is a note.

        Work in pieces (`memcpy` in chunks with a check between them), build the library through `cede cc` too, or say in \
        `.cede.yml` under `calls` what the function costs.
        """
    public let examples = [
        Example(
            """
            #include <stdlib.h>
            static int order(const void *a, const void *b) { return *(int *)a - *(int *)b; }
            void f(int *p, int n) { ↓qsort(p, n, sizeof *p, order); }
            """),
        Example("#include <string.h>\nstatic char a[9000000], b[9000000];\nvoid f(void) { ↓memcpy(a, b, sizeof a); }"),
        Example("#include <string.h>\nvoid f(char *a, char *b, int n) { ↓memcpy(a, b, n); }"),
        Example("#include <string.h>\nstruct s { int a[4]; };\nvoid f(struct s *a, struct s *b) { memcpy(a, b, sizeof *a); }"),
        Example("#include <math.h>\ndouble f(double x) { return sqrt(x); }"),
    ]

    public init() {}

    public func findings(in unit: LintUnit) -> [Finding] {
        zip(unit.skeleton.functions, unit.links.targets).flatMap { function, targets in
            var seen: Set<String> = []
            var found: [Finding] = []
            for target in targets where target < 0 {
                let call = unit.links.others[~target]
                guard case .direct(let id, let isSystem) = call.callee,
                    let finding = finding(call, id, isSystem, unit), seen.insert(id).inserted
                else { continue }
                found.append(finding.inside(function))
            }
            return found
        }
    }

    private func finding(_ call: Call, _ id: String, _ isSystem: Bool, _ unit: LintUnit) -> Finding? {
        let budget = unit.options.budget
        func finding(_ severity: Finding.Severity, _ message: String, _ gap: Cost? = nil) -> Finding {
            Finding(
                rule: name, severity: severity, place: call.place, message: message, gap: gap, word: call.calleeName)
        }
        let callee = call.calleeName
        switch unit.calls.cost(of: id, isSystem: isSystem) {
        case .perByte(let base, let each, let lengths)?:
            guard let bytes = call.product(of: lengths) else {
                return finding(.note, "how long '\(callee)' takes depends on its data, \(each) a byte")
            }
            let cost = base + each * bytes
            // Twice, as with all that is known: what is in the caches is copied faster than this.
            return cost.picoseconds < (budget * 2).picoseconds
                ? nil : finding(.warning, "'\(callee)' of \(bytes) bytes takes about \(cost)", cost)
        case .fixed(let cost)? where cost.picoseconds >= budget.picoseconds:
            return finding(.warning, "'\(callee)' takes about \(cost)", cost)
        case .fixed?, .system?: return nil
        case nil:
            if LongCalls.contains(callee) {
                // Without types a name is all there is to go by.
                let mayBeShort = unit.language == .swift || LongCalls.sorts(callee) && call.givesStructures
                let severity = mayBeShort ? Finding.Severity.note : severity
                return finding(severity, "'\(callee)' takes as long as its data says, and has no checks in it")
            }
            // What waits is for `blocking-call`, what never comes back is no matter.
            if BlockingCalls.severity(of: callee, unit) != nil || !call.callsBack { return nil }
            return finding(.note, "nothing is known about how long '\(callee)' takes")
        }
    }
}

extension Finding {
    func inside(_ function: Function) -> Finding {
        var finding = self
        finding.function = function.name
        return finding
    }
}

extension Call {
    /// As a person would write it: C++ functions are known by longer names.
    var calleeName: String {
        if case .direct(let id, _) = callee { Self.name(of: id) } else { "a pointer" }
    }

    static func name(of id: String) -> String {
        guard id.hasPrefix("c:@") else { return id }
        return id.split(separator: "@").last.map { String($0.prefix { $0 != "#" && $0 != "<" }) } ?? id
    }
}

/// Library functions that take as long as their data says: by what their manuals say they do.
enum LongCalls {
    static func contains(_ name: String) -> Bool { names.contains(name) || sorts(name) }

    /// Those that go over the array they are given first.
    static func sorts(_ name: String) -> Bool { sorting.contains(name) }

    private static let sorting: Set = ["qsort", "qsort_r", "mergesort", "heapsort", "lsearch", "lfind"]

    private static let names = Set(
        """
        regexec regcomp glob wordexp ftw nftw fts_read scandir
        crypt crypt_r
        compress compress2 uncompress uncompress2 deflate inflate BZ2_bzBuffToBuffCompress
        BZ2_bzBuffToBuffDecompress BZ2_bzCompress BZ2_bzDecompress ZSTD_compress ZSTD_decompress lzma_code
        pcre_exec pcre2_match_8 pcre2_match_16 pcre2_match_32 pcre2_dfa_match_8
        sqlite3_exec sqlite3_step sqlite3_get_table
        sort stable_sort nth_element partial_sort inplace_merge next_permutation regex_match regex_search
        regex_replace
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
