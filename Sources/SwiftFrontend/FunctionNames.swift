// What a name in a call may mean in this file, by base name and argument labels.
//
// Without types a call `walk(x)` may also reach an overload in another file. A cycle of calls through several files goes,
// somewhere on its way, from a function to one whose name does not come later in the alphabet; so only there a call by
// a name of this file is also taken for one that leaves it (`mayLeave`). Rejected: taking all of them for such, which
// puts a check into every function that calls another.

#if SwiftSyntax
    import Planning

    struct FunctionNames {
        private var functions: [String: [FoundFunction]] = [:]
        private var accessors: [String: [FoundFunction]] = [:]
        /// By the offset of their bodies.
        private var closures: [Int: [FoundFunction]] = [:]

        init(_ found: [FoundFunction]) {
            for function in found {
                switch function.kind {
                case .function: functions[function.base, default: []].append(function)
                case .getter, .accessor: accessors[function.base, default: []].append(function)
                case .closure: closures[function.body.start, default: []].append(function)
                case .file: break
                }
            }
        }

        func functions(_ base: String) -> [FoundFunction] { functions[base] ?? [] }

        /// The functions a call with these labels may mean; parameters may have defaults, and closures may trail.
        func functions(_ base: String, labels: [String]) -> [FoundFunction] {
            functions(base).filter { function in
                if labels.isEmpty || function.labels == labels { return true }
                var rest = function.labels[...]
                return labels.allSatisfy { label in
                    guard let i = rest.firstIndex(of: label) else { return false }
                    rest = rest[(i + 1)...]
                    return true
                }
            }
        }

        func closures(at body: Int) -> [FoundFunction] { closures[body] ?? [] }

        func accessors(_ property: String) -> [FoundFunction] { accessors[property] ?? [] }

        /// Whether a call from one to the other by name must be taken for one that may reach another file.
        static func mayLeave(_ caller: FoundFunction, _ callee: FoundFunction) -> Bool {
            guard callee.visibility == .program else { return false }
            if caller.visibility == .file { return true }
            return callee.base <= caller.base
        }
    }
#endif
