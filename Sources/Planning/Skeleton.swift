// The skeleton: what a frontend tells the planner about one source file, in any language.
//
// It keeps control flow, calls, cost and the byte positions where text may be inserted, and nothing else.
// Rejected: handing the planner a syntax tree (two languages would need two planners) and a control-flow
// graph (every loop the source spells is already structured; what is not, a backward jump, is one region).

/// One source file, lowered, with the headers that are rewritten along with it.
public struct Skeleton: Sendable {
    public var functions: [Function]
    /// Declarations of the check that the file brings along already (a file that was rewritten before).
    public var declaresCheck: Bool
    /// Where declarations may be written before any code, if the file has such a place.
    public var prelude: Int?
    public var headers: [Header]
    /// Code that holds a lock of the thread, which the rewriter brackets so that no check in what it calls yields.
    public var quiet: [QuietRegion] = []
    /// Swift: code that other modules compile into themselves, so that they must see the declaration of a check in it.
    public var inlinable: [Range<Int>] = []

    /// A header's share of the bytes, and where it may declare the check, which its source does too late for it.
    public struct Header: Hashable, Sendable {
        public var range: Range<Int>
        public var declaration: Int?

        public init(range: Range<Int>, declaration: Int?) {
            self.range = range
            self.declaration = declaration
        }
    }

    public init(
        functions: [Function] = [], declaresCheck: Bool = false, prelude: Int? = nil, headers: [Header] = []
    ) {
        self.functions = functions
        self.declaresCheck = declaresCheck
        self.prelude = prelude
        self.headers = headers
    }
}

/// One function with a body.
public struct Function: Sendable {
    public enum Visibility: Sendable {
        /// Only code in this file can name it.
        case file
        /// Any other file may call it.
        case program
    }

    /// A name that is the same wherever this function is called from this file.
    public var id: String
    public var name: String
    public var place: Place
    public var visibility: Visibility
    /// Its address is stored or passed somewhere: a call through a pointer may reach it.
    public var isAddressTaken: Bool
    public var entry: Site?
    /// Behind what returns at once, before the first call: `Region.entry` marks it in the body.
    public var behindGuards: Site?
    /// Why it has no entry where a check may stand, if not for a macro.
    public var entryRefusal: Reason?
    public var body: Region
    /// Set when nothing may be inserted into this function, with the reason.
    public var exclusion: Reason?
    /// Code that is never rewritten and may call it over and over: a library's loop.
    public var repeatedBy: String?
    /// Swift: the byte offset of that loop's name, where it can be made to go over its elements in pieces.
    public var pieces: Int?
    /// What may run code from outside of this file in it without being spelled as a call.
    public var runsElsewhere: String?
    /// Swift: a result builder may make a value of every statement in it, unless it returns by a statement.
    public var mayBeBuilder = false
    /// As `Call.type`.
    public var type: String?
    /// Byte offset of its body. Functions with the same one are the same text, compiled more than once.
    public var text: Int
    /// What it is made by the place that its address is given to.
    public var role: Role?

    public enum Role: Hashable, Sendable {
        case signalHandler(at: Place)
        /// What it does is done once, by this function, while all others that need it wait.
        case onceInitialiser(by: String, at: Place)
    }

    public init(
        id: String, name: String, place: Place, visibility: Visibility, isAddressTaken: Bool,
        entry: Site?, body: Region, exclusion: Reason? = nil, type: String? = nil, text: Int = 0
    ) {
        self.id = id
        self.name = name
        self.place = place
        self.visibility = visibility
        self.isAddressTaken = isAddressTaken
        self.entry = entry
        self.body = body
        self.exclusion = exclusion
        self.type = type
        self.text = text
    }
}

extension Skeleton {
    /// Whether something is inserted into code that other modules compile into themselves.
    public func isInlined(_ entries: [Plan.Entry], _ quiet: [QuietRegion] = []) -> Bool {
        let offsets = quiet.map(\.offset) + entries.compactMap { if case .check(let site) = $0.decision { site.offset } else { nil } }
        return inlinable.contains { range in offsets.contains(where: range.contains) }
    }

    /// Leaves functions alone that somebody named; a name without parameters means all that have it.
    public mutating func exclude(named names: Set<String>, as reason: Reason) {
        if names.isEmpty { return }
        for i in functions.indices where functions[i].exclusion == nil {
            let function = functions[i]
            let bare = String(function.name.prefix { $0 != "(" })
            if [function.id, function.name, bare].contains(where: names.contains) { functions[i].exclusion = reason }
        }
    }
}
