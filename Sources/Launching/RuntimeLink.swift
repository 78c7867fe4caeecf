// What a link gets: the runtime, and whatever lets it take over `main`.

extension Invocation {
    /// Options for the end of the line, where libraries go. `blockingOnTask` adds the functions that take over
    /// the C library's blocking calls (posix_io.c).
    public func linkAdditions(
        libraries: String, mainOnTask: Bool, blockingOnTask: Bool = false
    ) -> [String] {
        if leavesRuntimeOut { return [] }
        if has("-shared") || linkerWords.contains("-shared") {
            // A plugin finds the runtime in its program. Only when undefined symbols are refused it needs a
            // name.
            return refusesUndefined ? [libraries + "/libcede.so.0", "-Wl,-rpath," + libraries] : []
        }
        // Plugins find the runtime here. gold knows no patterns, so what every rewritten plugin needs is
        // named.
        let exports = ["cede_flag", "cede_check_slow", "cede_check_trampoline", "cede_check_call", "cede_*"]
            .map { "-Wl,--export-dynamic-symbol=" + $0 }
        let blocking = ["-Wl,--undefined=cede_blocking_on_task", libraries + "/libcede_blocking.a"]
        let runtime = libraries + (isStatic ? "/libcede_static.a" : "/libcede.a")
        return (blockingOnTask && !isStatic ? blocking : []) + ["-Wl,--wrap=main", runtime, "-pthread"]
            + exports
            + (mainOnTask ? ["-Wl,--defsym=cede_main_on_task=1"] : [])
    }

    /// There the runtime cannot take over functions of the C library (posix_none.c).
    public var isStatic: Bool {
        has("-static") || has("-static-pie") || linkerWords.contains("-static")
    }

    /// Partial links are linked again later; without the standard libraries there is nothing to stand on.
    var leavesRuntimeOut: Bool {
        has("-nostdlib") || has("-nostartfiles") || has("-r")
            || linkerWords.contains { ["-r", "--relocatable", "-i"].contains($0) }
    }

    private var refusesUndefined: Bool {
        let words = linkerWords
        return words.contains("--no-undefined") || words.contains("-zdefs")
            || zip(words, words.dropFirst()).contains { $0 == "-z" && $1 == "defs" }
    }
}
