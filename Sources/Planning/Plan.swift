// The plan: for every function, loop and backward jump of a file, what is done there and why.
//
// Everything downstream reads this and nothing else, so the rewriter, the lint and the report cannot
// disagree. A skip is an entry like any other, with its reason; what is not in the plan was not seen.

public struct Plan: Sendable {
    /// In source order.
    public var entries: [Entry]
    /// Where the declarations of the check go, when something in the plan needs them.
    public var prelude: Int?
    /// Where headers name the check, which is declared behind them.
    public var declarations: [Int]
    /// As in the skeleton.
    public var quiet: [QuietRegion]
    /// Swift: other modules see them.
    public var isPreludePublic = false

    public init(
        entries: [Entry], prelude: Int? = nil, declarations: [Int] = [], quiet: [QuietRegion] = []
    ) {
        self.entries = entries
        self.prelude = prelude
        self.declarations = declarations
        self.quiet = quiet
    }

    /// One thing the planner decided about.
    public struct Entry: Sendable {
        public var subject: Subject
        public var place: Place
        /// Of a loop, the line it ends on, where known.
        public var lastLine: Int?
        /// The function it belongs to.
        public var function: String
        public var decision: Decision
        public var reason: Reason
        /// The check of an entry stands behind what returns at once (`LateEntry`).
        public var isLate = false
        /// The check of a loop's latch is passed by every so manieth turn, the others being copies.
        public var turnsPerCheck = 1
        public var copy: TurnCopy?
        /// The compiler need not see what the check does (`cede_check_opaque`).
        public var isOpaque = false

        public init(
            subject: Subject, place: Place, function: String, decision: Decision, reason: Reason
        ) {
            self.subject = subject
            self.place = place
            self.function = function
            self.decision = decision
            self.reason = reason
        }
    }

    public enum Subject: Hashable, Sendable {
        /// The function's entry.
        case entry
        /// A loop, by its keyword.
        case loop(String)
        /// A backward jump, as spelled.
        case jump(String)
    }

    public enum Decision: Hashable, Sendable {
        case check(Site)
        /// Cut into strips of so many turns, a check between two strips.
        case strip(Counted, turns: UInt64)
        /// The sequence handed out in pieces, so that at most so many turns lie between two checks.
        case slices(Sliced, turns: UInt64)
        /// Of a closure's entry: the library's loop that calls it, whose name is at this byte, gets its elements in pieces of
        /// so many.
        case pieces(at: Int, turns: UInt64)
        case none

        /// Of a loop that is cut, in the source or in the library.
        public var turnsBetweenChecks: UInt64? {
            switch self {
            case .strip(_, let turns), .slices(_, let turns), .pieces(_, let turns): turns
            case .check, .none: nil
            }
        }
    }
}

extension [Plan.Entry] {
    /// Those of one function after another, its own entry first.
    public var byFunction: [ArraySlice<Plan.Entry>] {
        let starts = indices.filter { self[$0].subject == .entry }
        return zip(starts, starts.dropFirst() + [endIndex]).map { self[$0..<$1] }
    }
}
