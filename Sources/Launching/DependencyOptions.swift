// Dependency files: the options that make `-E` write the very file that the whole command would have.
//
// The compiler derives file and target from -o, and -o of the preprocess step is a temporary. So both are
// said aloud, in the words the compiler itself would have used (gcc 12, clang 14 and 21 agree but for links).

extension Steps {
    func dependencies(of source: Invocation.Input) -> [String] {
        let asked = invocation.dependencies
        if asked.mode == nil {
            // -Wp,-MD,FILE goes past gcc's driver, so its target ignores -o; clang reads it like -MD -MF
            // FILE.
            guard invocation.hasPrefix("-Wp,-MD") || invocation.hasPrefix("-Wp,-MMD") else { return [] }
            let target = family == .gcc ? Self.stem(source.path) + ".o" : dependencyTarget(source)
            return (asked.namesTarget ? [] : ["-MT", target]) + asked.details
        }
        return [asked.mode ?? "-MD", "-MF", asked.file ?? dependencyFile(source)]
            + (asked.namesTarget ? [] : ["-MQ", dependencyTarget(source)]) + asked.details
    }

    /// Where the command's dependency file is, if it writes one.
    public func dependencyFile(of source: Invocation.Input) -> String? {
        let words = dependencies(of: source)
        if let flag = words.firstIndex(of: "-MF") { return words[flag + 1] }
        for case .option(let option, _) in invocation.tokens where option[0].hasPrefix("-Wp,-M") {
            return option[0].split(separator: ",").dropFirst(2).first.map(String.init)
        }
        return nil
    }

    /// Without -o that is `x.o`, also of -S and of a link.
    private func dependencyTarget(_ source: Invocation.Input) -> String {
        invocation.output ?? Self.stem(source.path) + ".o"
    }

    private func dependencyFile(_ source: Invocation.Input) -> String {
        let stem = Self.stem(source.path)
        guard let output = invocation.output else {
            // gcc names it after a.out as well, but for a lone a.c.
            let isPlain =
                family == .clang || invocation.action != .link
                || (stem == "a" && invocation.sources.count == 1)
            return (isPlain ? "" : "a-") + stem + ".d"
        }
        let folder = output.lastIndex(of: "/").map { output[...$0] } ?? ""
        return folder + Self.stem(output) + ".d"
    }
}
