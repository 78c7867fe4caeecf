// Which functions may run code of other files without a call that can be seen; see `Accesses`.

#if SwiftSyntax
    import Planning
    import SwiftSyntax

    enum WaysOut {
        /// Functions that are called unseen leave the file also by what is not seen in them, and in what they call.
        static func noted(in functions: [Function], _ links: CallLinks, calledUnseen: [Bool], unseen: [String?]) -> [Function] {
            var result = functions
            let callees = links.callees
            for i in functions.indices where calledUnseen[i] && functions[i].runsElsewhere == nil {
                var seen: Set<Int> = [i]
                var open = [i]
                while let next = open.popLast() {
                    if let name = unseen[next] {
                        result[i].runsElsewhere = name
                        break
                    }
                    open += callees[next].filter { seen.insert($0).inserted }
                }
            }
            return result
        }
    }

    /// The names in code that belongs to no body: initial values, default arguments.
    enum OutsideReferences {
        static func names(in index: SyntaxIndex) -> Set<String> {
            var found: Set<String> = []
            index.walk(enter: { number in
                switch index.nodes[number].kind {
                case .declReferenceExpr:
                    found.insert(index.node(number, DeclReferenceExprSyntax.self).baseName.text)
                    return false
                case .codeBlock, .closureExpr: return false
                case .accessorBlock:
                    if case .getter = index.node(number, AccessorBlockSyntax.self).accessors { return false }
                    return true
                default: return true
                }
            })
            return found
        }
    }
#endif
