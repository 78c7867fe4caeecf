// What a name in a call may mean in this file, by base name and argument labels.
//
// Without types a call `walk(x)` may also reach an overload in another file; one that is spelled like a function of
// this file, without a receiver or with `self`, is taken for it. A member of something else may be anybody's.

#if SwiftSyntax
    struct FunctionNames {
        private var functions: [String: [FoundFunction]] = [:]
        private var accessors: [String: [FoundFunction]] = [:]

        init(_ found: [FoundFunction]) {
            for function in found {
                switch function.kind {
                case .function: functions[function.base, default: []].append(function)
                case .accessor: accessors[function.base, default: []].append(function)
                case .closure, .file: break
                }
            }
        }

        /// The functions a call with these labels may mean; parameters may have defaults, and closures may trail.
        func functions(_ base: String, labels: [String]) -> [FoundFunction] {
            (functions[base] ?? []).filter { function in
                var rest = function.labels[...]
                return labels.allSatisfy { label in
                    guard let i = rest.firstIndex(of: label) else { return false }
                    rest = rest[(i + 1)...]
                    return true
                }
            }
        }

        func accessors(_ property: String) -> [FoundFunction] { accessors[property] ?? [] }
    }
#endif
