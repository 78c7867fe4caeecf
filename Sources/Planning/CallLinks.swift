// Which functions of a file its calls mean, by their names. Everything that follows calls asks, so it is found out once and
// handed on: a file may have a hundred calls to each name.

public struct CallLinks: Sendable {
    /// Where each function stands, by its id.
    public let index: [String: Int]
    /// By function, its calls in the order of the text: the number of a function of this file, or `~n` for the n-th of `others`.
    public let targets: [[Int]]
    /// The calls to what is not in this file.
    public let others: [Call]
    /// The functions of this file that each of them calls by name, as often as it does.
    public let callees: [[Int]]

    public init(_ functions: [Function]) {
        let index = functions.index
        var others: [Call] = []
        targets = functions.map { function in
            var targets: [Int] = []
            function.body.forEachCall { call in
                if case .direct(let id, _) = call.callee, let callee = index[id] {
                    targets.append(callee)
                } else {
                    targets.append(~others.count)
                    others.append(call)
                }
            }
            return targets
        }
        self.index = index
        self.others = others
        callees = targets.map { $0.filter { $0 >= 0 } }
    }

    /// The functions that call each of them.
    public var callers: [[Int]] {
        var callers: [[Int]] = Array(repeating: [], count: callees.count)
        for (caller, called) in callees.enumerated() {
            // One after another, so who calls twice is the last one noted.
            for callee in called where callers[callee].last != caller { callers[callee].append(caller) }
        }
        return callers
    }
}
