// Why the planner did what it did. One case a reason, one sentence a case: this is what `cede explain`
// prints, so a sentence says the fact that decided, not the rule's name.

public enum Reason: Hashable, Sendable {
    // A check is placed.
    case onCallCycle
    case enteredFromOutside(via: String)
    case calledByLoop(of: String)
    case unknownTrips(String)
    case holdsLoop
    case heavyTurn(Cost)
    case opaqueTurn(String)
    case tooManyTrips(UInt64)
    case backwardJump
    case computedJump
    case landing
    case longjmpLanding

    // Strips are cut.
    case countedLoop(turnTime: Cost)
    case slicedLoop(turnTime: Cost)
    case calledByCutLoop(turnTime: Cost)

    // Nothing is placed, because nothing is needed.
    case noCallCycle
    case landsOnCheck
    case bounded(trips: UInt64, total: Cost)
    case alreadyChecked
    case calleeChecks
    case cutAlready

    // Nothing is placed, because it must not or cannot be.
    case fromMacro(String)
    case notUnderstood(String)
    case functionExcluded(String)
    case noYield(String)

    /// The cycle stays without a check: its reader must know.
    public var leavesCycleUnchecked: Bool {
        switch self {
        case .fromMacro, .notUnderstood, .functionExcluded, .noYield: true
        default: false
        }
    }

    /// The source asks for no check, so that a cycle without one is no fault.
    public var isOnPurpose: Bool {
        if case .noYield = self { true } else { false }
    }
}

extension Reason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .onCallCycle: "it can call itself, directly or through others"
        case .enteredFromOutside(let via):
            "code outside this file can call it, and it calls out of this file (\(via)), which may call back"
        case .calledByLoop(let name): "\(name) may call it in a loop of the library, which has no checks"
        case .unknownTrips(let why): "the number of turns is not known (\(why))"
        case .holdsLoop: "it holds another loop, so it is not cut into strips"
        case .heavyTurn(let cost): "one turn takes about \(cost), long enough for a check of its own"
        case .opaqueTurn(let call): "each turn makes a call whose cost is not known (\(call))"
        case .tooManyTrips(let n): "\(n) turns may exceed the budget, and it can't be cut into strips"
        case .backwardJump: "the jump goes back and closes a cycle"
        case .computedJump: "the jump may go anywhere, also back"
        case .landing: "computed jumps land here, also from behind"
        case .longjmpLanding: "a longjmp may come back here"
        case .landsOnCheck: "every label it can go to has a check"
        case .countedLoop(let turn): "a counted loop of about \(turn) a turn"
        case .slicedLoop(let turn): "a loop that can be cut, of about \(turn) a turn"
        case .calledByCutLoop(let turn): "a loop of the library calls it, of about \(turn) a turn, which can be cut"
        case .noCallCycle: "it is on no cycle of calls; its cost counts where it is called"
        case .bounded(let trips, let total):
            "at most \(trips) turns, about \(total) in all, are within the budget"
        case .alreadyChecked: "the source has a check here already"
        case .calleeChecks: "each turn calls a function that checks at its entry"
        case .cutAlready: "this is one strip of a loop that was cut already"
        case .fromMacro(let name):
            "it comes from the macro \(name); cede cc sees through macros, cede rewrite does not"
        case .notUnderstood(let what): "not understood: \(what)"
        case .functionExcluded(let why): "nothing may be inserted into this function (\(why))"
        case .noYield(let why): "on purpose: \(why)"
        }
    }
}
