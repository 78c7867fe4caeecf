// Which functions of a file its calls mean, by their names. Everything that follows calls asks, so it is found out once and
// handed on: a file may have a hundred calls to each name.

public struct CallLinks: Sendable {
    /// Where each function stands, by its id.
    public let index: [String: Int]
    /// The functions of this file that each of them calls by name, as often as it does.
    public let callees: [[Int]]

    /// `met` is told of each call, with the function it stands in and the one of this file that it means.
    public init(_ functions: [Function], met: (_ call: Call, _ caller: Int, _ callee: Int?) -> Void = { _, _, _ in }) {
        let index = functions.index
        self.index = index
        callees = functions.indices.map { i in
            var callees: [Int] = []
            functions[i].body.forEachCall { call in
                var callee: Int?
                if case .direct(let id, _) = call.callee { callee = index[id] }
                if let callee { callees.append(callee) }
                met(call, i, callee)
            }
            return callees
        }
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
