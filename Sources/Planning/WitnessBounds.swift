// What a measuring build holds its observations against: for each function, the longest run that may end in it.
//
// Such a run may have begun in a caller, and is then accounted for there (see `Gap`); so it is the longest of the
// function's own and of all that call it, however indirectly. Callers in other files are not seen from here.

public struct WitnessBound: Sendable {
    public var longest: Cost
    /// Something is on top that is not known.
    public var isOpen: Bool
    /// Code that was not seen may call the function, or what calls it.
    public var isEntered: Bool
}

extension Plan {
    /// By function, in the order of the skeleton's.
    public func witnessBounds(_ skeleton: Skeleton, _ bounds: [FunctionBound]) -> [WitnessBound] {
        let functions = skeleton.functions
        let callees = CallLinks(functions).callees
        var result = functions.indices.map { i in
            WitnessBound(
                longest: bounds[i].gap.cost, isOpen: !bounds[i].gap.extras.isEmpty,
                // Nobody calls main but the start of the program.
                isEntered: functions[i].isAddressTaken
                    || functions[i].visibility == .program && functions[i].name != "main")
        }
        var open = Array(functions.indices)
        while let caller = open.popLast() {
            for callee in callees[caller] {
                let before = result[callee]
                result[callee].longest = .longest(before.longest, result[caller].longest)
                result[callee].isOpen = before.isOpen || result[caller].isOpen
                result[callee].isEntered = before.isEntered || result[caller].isEntered
                let after = result[callee]
                if after.longest != before.longest || after.isOpen != before.isOpen
                    || after.isEntered != before.isEntered
                {
                    open.append(callee)
                }
            }
        }
        return result
    }
}
