// Loops, and the two ways in which they can be cut into strips: by an index that is counted, or by pieces of a sequence.

/// A loop that the source spells as a loop.
public struct Loop: Sendable {
    /// As the source spells it: `for`, `while`, `do`.
    public var keyword: String
    public var place: Place
    /// The line it ends on, where known.
    public var lastLine: Int?
    /// What each turn does besides the body: the condition, the increment.
    public var head: Region
    public var body: Region
    /// A `continue` may leave the body before its end, or the check stands at its start for another reason.
    public var continues: Bool
    /// Where a check is passed by every turn; `nil` when there is no such place.
    public var latch: Site?
    /// How often it turns, as far as the source says.
    public var trips: Trips
    /// What it goes over, as far as the source lets guess. No plan rests on it.
    public var extent = Extent.open
    /// How it can be cut into strips, or why it cannot.
    public var counting: Counting
    /// What one more turn looks like, where the rewriter may write some before a check.
    public var copy: TurnCopy?
    /// Set when the loop must be left alone, with the reason (it comes from a macro, ...).
    public var refusal: Reason?

    public init(
        keyword: String, place: Place, head: Region, body: Region, continues: Bool, latch: Site?,
        trips: Trips, counting: Counting, refusal: Reason? = nil
    ) {
        self.keyword = keyword
        self.place = place
        self.head = head
        self.body = body
        self.continues = continues
        self.latch = latch
        self.trips = trips
        self.counting = counting
        self.refusal = refusal
    }

    public enum Trips: Hashable, Sendable {
        /// At most so many turns, whatever the data.
        case atMost(UInt64)
        /// No more by the types of what counts, which says little of how many there are.
        case possibly(UInt64)
        case unknown

        /// The most that are proven.
        public var most: UInt64? {
            switch self {
            case .atMost(let turns), .possibly(let turns): turns
            case .unknown: nil
            }
        }

        /// Whether as many are to be expected.
        public var isKnown: Bool { if case .atMost = self { true } else { false } }
    }

    public enum Extent: Hashable, Sendable {
        /// Nothing says.
        case open
        /// Numbers or characters in an array, as many as a size says.
        case data
        /// What an endless loop meets that decides by a `switch`, and by nothing else, whether it goes on.
        case cases
        /// Characters up to a terminator.
        case text
        /// The structures of an array, a list or a tree.
        case things
        /// No more than so many, by an array that it indexes, the type of its bound or a constant that it counts to.
        case few(UInt64)
    }

    public enum Counting: Hashable, Sendable {
        case counted(Counted)
        case sliced(Sliced)
        /// This loop is one strip of a loop that was cut already.
        case strip
        case not(because: String)
    }
}

/// A turn as text, so that several stand before one check.
public struct TurnCopy: Hashable, Sendable {
    /// Behind the body of a turn: what steps, the way out, the body. On one line.
    public var text: String
    /// It goes on to the end of a text, or part of the way, which is no turn of its own.
    public var skips: Bool
    /// Byte offset of the body's closing brace, or just after a body without braces.
    public var offset: Int
    /// Byte offset of a body that stands without braces and gets none for its check.
    public var bareBody: Int?

    public init(text: String, skips: Bool = false, offset: Int, bareBody: Int? = nil) {
        self.text = text
        self.skips = skips
        self.offset = offset
        self.bareBody = bareBody
    }

    /// How many turns share a check: as many as together stay small, as code and as a gap. Two or more pay only where the
    /// check is a good part of a turn.
    func turns(ofTurn cost: Cost) -> Int {
        if skips { return 2 }
        return switch (cost.picoseconds, text.utf8.count) {
        case (...6_000, ...60): 4
        case (...12_000, ...120): 2
        default: 1
        }
    }
}

/// A loop whose index walks by equal steps to a bound that the body does not change.
public struct Counted: Hashable, Sendable {
    public enum Relation: String, Hashable, Sendable {
        case less = "<"
        case lessEqual = "<="
        case greater = ">"
        case greaterEqual = ">="
        case notEqual = "!="
    }

    /// The type in which index and bound are compared.
    public enum Domain: Hashable, Sendable {
        /// `type` is written as C spells it; `unsigned` is the same width without a sign.
        case integer(type: String, unsigned: String, isSigned: Bool)
        case pointer
    }

    /// How the source's language converts a value.
    public enum Conversion: Hashable, Sendable {
        /// `(T)x`
        case cast
        /// `static_cast<T>(x)`
        case staticCast
    }

    /// Where a loop asks whether it goes on.
    public enum Shape: Hashable, Sendable {
        case `for`
        case `while`
        /// Behind its body, so that the first turn is never asked about.
        case `do`
    }

    /// Where the index steps, as its condition sees it.
    public enum Stepping: Hashable, Sendable {
        /// In the head's increment or in the body.
        case apart
        /// In the condition, and what it has become is compared: `--n > 0`.
        case before
        /// In the condition, and what it was is compared: `n-- > 0`.
        case behind
    }

    public var conversion = Conversion.cast
    /// What is compared, between two tests of the condition, and the bound, as the source writes them; the index stands left of
    /// the relation. It is a variable, or the sum of one and a constant.
    public var index: String
    public var bound: String
    /// Whether each has another type than the one they are compared in.
    public var indexIsConverted: Bool
    public var boundIsConverted: Bool
    public var relation: Relation
    public var domain: Domain
    /// Magnitude of the step, at least 1; 1 where it is a variable.
    public var step: UInt64
    public var variableStep: VariableStep?
    public var isRising: Bool
    /// The largest number of steps that the index's type has room for in one strip.
    public var longestStrip: UInt64
    public var shape: Shape
    public var stepping: Stepping
    /// Byte offset at which a strip opens: just after the `;` that ends the condition of a `for`, after a `while`'s head, before a
    /// `do`'s body.
    public var opening: Int
    /// Byte offset of a body that stands without braces.
    public var bareBody: Int?
    /// Byte offset just after the body.
    public var afterBody: Int
    /// What follows the condition in the loop's head, and the body, on one line, where they may be repeated so that a short loop is
    /// left as it is.
    public var copy: String?

    /// A variable of 1 or more that the loop leaves alone, of signed indices and pointers.
    public struct VariableStep: Hashable, Sendable {
        public var name: String
        /// It may be more than 32 bits hold.
        public var isWide: Bool

        public init(name: String, isWide: Bool) {
            self.name = name
            self.isWide = isWide
        }
    }

    public init(
        index: String, bound: String, indexIsConverted: Bool, boundIsConverted: Bool, relation: Relation,
        domain: Domain, step: UInt64, isRising: Bool, longestStrip: UInt64, shape: Shape,
        stepping: Stepping = .apart, opening: Int, bareBody: Int?, afterBody: Int
    ) {
        self.index = index
        self.bound = bound
        self.indexIsConverted = indexIsConverted
        self.boundIsConverted = boundIsConverted
        self.relation = relation
        self.domain = domain
        self.step = step
        self.isRising = isRising
        self.longestStrip = longestStrip
        self.shape = shape
        self.stepping = stepping
        self.opening = opening
        self.bareBody = bareBody
        self.afterBody = afterBody
    }
}

/// A loop in Swift whose turns can be handed out in pieces.
public struct Sliced: Hashable, Sendable {
    public enum Form: Hashable, Sendable {
        /// `for NAME in SEQUENCE`, where each piece is a sequence of its own. The variable that takes the elements, `_` when there
        /// is none; the byte offset just after it; where the sequence is written, in bytes.
        case sequence(name: String, afterName: Int, Range<Int>)
        /// `for (OFFSET, ELEMENT) in BASE.enumerated()`: both names, where the base is written and where the call ends, in bytes.
        case numbered(offset: String, element: String, base: Range<Int>, end: Int)
        /// `while NAME COMPARISON END {`, and the byte offset just after the brace.
        case counter(name: String, comparison: String, end: String, afterBrace: Int)
    }

    public var form: Form
    /// Byte offset just after the body.
    public var afterBody: Int
    /// The loop's own label, and the byte offset of its keyword.
    public var label: String?
    public var start: Int
    /// Byte offsets just after each `break` without a label that leaves this loop.
    public var breaks: [Int]
    /// The body's statements on one line, where they may be repeated so that a short loop is left as it is.
    public var copy: String?
    /// Where that loop stands in front, as it goes over a variable: whose name, and its head.
    public var whole: Whole?

    public struct Whole: Hashable, Sendable {
        public var name: String
        public var head: String

        public init(name: String, head: String) {
            self.name = name
            self.head = head
        }
    }

    public init(
        _ form: Form, afterBody: Int, label: String?, start: Int, breaks: [Int], copy: String? = nil, whole: Whole? = nil
    ) {
        self.form = form
        self.afterBody = afterBody
        self.label = label
        self.start = start
        self.breaks = breaks
        self.copy = copy
        self.whole = whole
    }
}
