// The pieces of a function's body, and what can be asked of them without a plan.

/// A piece of a function's body.
public indirect enum Region: Sendable {
    /// Straight-line work.
    case cost(Cost)
    case sequence([Region])
    /// Exactly one of these runs, or none.
    case branch([Region])
    case loop(Loop)
    case jump(Jump)
    case call(Call)
    /// A check that the source holds already.
    case check
    /// Where the check of the entry may stand instead (`Function.behindGuards`).
    case entry
    /// Leaves for elsewhere; what follows in the text is reached on other ways only.
    case leave(Exit)
    /// A place that is reached not only from what stands before it.
    case target(Target)
    /// The body of a `switch`: entered at one of its targets or, when none of them is a default, perhaps not at all.
    case choice(Region)

    public static let empty = Region.sequence([])

    public enum Exit: Hashable, Sendable {
        /// Out of the innermost loop or choice.
        case `break`
        /// To the latch of the innermost loop.
        case `continue`
        /// Out of the function.
        case `return`
        /// To a label that stands further down. (One that stands before is a `Jump`.)
        case label(String)
    }

    public enum Target: Hashable, Sendable {
        case label(String)
        /// Of the innermost choice.
        case alternative(isDefault: Bool)
        /// Of exceptions, thrown anywhere before it in the text or in what was called there.
        case handler(at: Place)
    }
}

/// A jump that can close a cycle, or a place where such a jump lands.
public struct Jump: Sendable {
    public enum Kind: Sendable {
        /// To a label that stands before it.
        case backward
        /// To a label only known when it runs; it may go back.
        case computed
        /// No jump: a label where computed jumps land.
        case landing
        /// No jump: where a `setjmp` returns, for the second time by a `longjmp` from anywhere.
        case longjmpLanding
    }

    public var kind: Kind
    /// As the source spells it: `goto again`, `goto *`, `again:`.
    public var spelling: String
    public var place: Place
    public var site: Site?
    public var refusal: Reason?

    public init(
        _ kind: Kind, spelling: String, place: Place, site: Site? = nil, refusal: Reason? = nil
    ) {
        self.kind = kind
        self.spelling = spelling
        self.place = place
        self.site = site
        self.refusal = refusal
    }
}

/// A call, as far as the source says what is called.
public struct Call: Sendable {
    public enum Callee: Hashable, Sendable {
        /// A function by its `Function.id`; it may be defined in this file or not. `isSystem` when a system
        /// header declares it, so that its name means what the C library means by it.
        case direct(id: String, isSystem: Bool)
        /// Through a pointer: any function whose address is known, here or elsewhere.
        case pointer
    }

    public var callee: Callee
    public var place: Place
    /// Whether the callee, when it is not in this file, may call back into the program.
    public var callsBack: Bool
    /// The arguments that are constants, each at its position.
    public var constants: [UInt64?]
    /// The type of the function that is called, as one word that is the same for compatible types, where known.
    public var type: String?
    /// Its declaration says that it does not come back.
    public var neverReturns = false
    /// These say what it may be given of what the caller has. No plan rests on them. A part: a branch of a tree, a node of a
    /// list.
    public var givesPart = false
    /// A number that is a little less or more than one that the caller has.
    public var givesStep = false
    /// Its first argument points to structures, or to pointers.
    public var givesStructures = false

    public init(
        callee: Callee, place: Place, callsBack: Bool = true, constants: [UInt64?] = [], type: String? = nil
    ) {
        self.callee = callee
        self.place = place
        self.callsBack = callsBack
        self.constants = constants
        self.type = type
    }
}

extension Region {
    /// Whether a `switch` or a computed jump of its own, not of a loop in it, chooses the way on.
    var dispatches: Bool {
        switch self {
        case .choice: true
        case .jump(let jump): jump.kind == .computed
        case .sequence(let parts), .branch(let parts): parts.contains(where: \.dispatches)
        case .loop, .call, .check, .cost, .leave, .target, .entry: false
        }
    }

    /// Whether every way through meets a check, one in the text or one in a function that is called.
    func meetsCheck(_ isChecked: (Call) -> Bool) -> Bool {
        switch self {
        case .check: true
        case .call(let call): isChecked(call)
        case .sequence(let parts): parts.contains { $0.meetsCheck(isChecked) }
        case .branch, .loop, .jump, .cost, .leave, .target, .choice, .entry: false
        }
    }

    /// Whether a check comes before anything that could leave.
    public var beginsWithCheck: Bool {
        switch self {
        case .check: return true
        case .sequence(let parts):
            for part in parts {
                switch part {
                case .cost, .target, .entry: continue
                default: return part.beginsWithCheck
                }
            }
            return false
        case .branch, .loop, .jump, .call, .cost, .leave, .target, .choice, .entry: return false
        }
    }
}
