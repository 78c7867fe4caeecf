// The skeleton: what a frontend tells the planner about one source file, in any language.
//
// It keeps control flow, calls, cost and the byte positions where text may be inserted, and nothing else.
// Rejected: handing the planner a syntax tree (two languages would need two planners) and a control-flow
// graph (every loop the source spells is already structured; what is not, a backward jump, is one region).

/// A position a person can go to. `line` and `column` count from 1; `column` counts bytes.
public struct Place: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    public var file: String
    public var line: Int
    public var column: Int

    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    public var description: String { "\(file):\(line):\(column)" }

    public static func < (a: Place, b: Place) -> Bool {
        (a.file, a.line, a.column) < (b.file, b.line, b.column)
    }
}

/// A place where a check may be written, as a byte offset into the bytes that were analysed,
/// and the form that is legal there. The text itself is the rewriter's business.
public struct Site: Hashable, Sendable {
    public enum Form: Hashable, Sendable {
        /// Between statements: `{ body⟦check;⟧ }`.
        case statement
        /// Among the declarations at the start of a block, where old C allows no statement yet.
        case declaration
        /// Before a statement whose end need not be known: `while (c) ⟦if (check,0){}else ⟧body`.
        case prefix
        /// Around a jump statement that ends at `end`: `⟦{ check; ⟧goto top;⟦ }⟧`.
        case around(end: Int)
        /// After the last expression of a `for` head: `for (;; i++⟦, check⟧)`.
        case increment(isEmpty: Bool)
        /// Before the condition of a loop: `do body while (⟦check, ⟧c);`.
        case condition
        /// Before a jump whose end is not at hand: `⟦while (check, 1) ⟧goto top;`. No `if`, so no `else` dangles.
        case beforeJump
        /// Swift, where a statement may stand, also among the expressions of a result builder: `{⟦ let _ = check;⟧ body }`.
        case binding
        /// Swift, around an expression that ends at `end` and keeps its type: `⟦(check, ⟧value⟦).1⟧`.
        case value(end: Int)
        /// Swift, before the one expression that a function's body is: `{⟦ let _ = check; return ⟧value }`.
        case returned
    }

    public var offset: Int
    public var form: Form
    /// A variable that has another value there in every turn of its loop. A check that depends on it need not touch
    /// memory, as far as the compiler can tell.
    public var index: String?

    public init(offset: Int, form: Form, index: String? = nil) {
        self.offset = offset
        self.form = form
        self.index = index
    }
}

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
    /// Swift: code that other modules compile into themselves calls the check, so they must see its declaration.
    public var isPreludePublic = false

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

/// A piece of code in which yields are put off.
public struct QuietRegion: Hashable, Sendable {
    public enum Form: Hashable, Sendable {
        /// A block that begins at the offset; `value` is where the one expression begins that it consists of.
        case block(value: Int?)
        /// An expression.
        case value(end: Int)
    }

    public var offset: Int
    public var form: Form

    public init(offset: Int, form: Form) {
        self.offset = offset
        self.form = form
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
    /// Why it has no entry where a check may stand, if not for a macro.
    public var entryRefusal: Reason?
    public var body: Region
    /// Set when nothing may be inserted into this function, with the reason.
    public var exclusion: Reason?
    /// Code that is never rewritten and may call it over and over: a library's loop.
    public var repeatedBy: String?
    /// What may run code from outside of this file in it without being spelled as a call.
    public var runsElsewhere: String?
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

/// A loop that the source spells as a loop.
public struct Loop: Sendable {
    /// As the source spells it: `for`, `while`, `do`.
    public var keyword: String
    public var place: Place
    /// What each turn does besides the body: the condition, the increment.
    public var head: Region
    public var body: Region
    /// A `continue` may leave the body before its end.
    public var continues: Bool
    /// Where a check is passed by every turn; `nil` when there is no such place.
    public var latch: Site?
    /// How often it turns, as far as the source says.
    public var trips: Trips
    /// How it can be cut into strips, or why it cannot.
    public var counting: Counting
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
        case unknown
    }

    public enum Counting: Hashable, Sendable {
        case counted(Counted)
        case sliced(Sliced)
        /// This loop is one strip of a loop that was cut already.
        case strip
        case not(because: String)
    }
}

/// A loop whose index walks by a constant step to a bound that the body does not change.
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

    public var conversion = Conversion.cast
    /// The index, and the bound, as the source writes them; the index stands left of the relation.
    public var index: String
    public var bound: String
    /// Whether each has another type than the one they are compared in.
    public var indexIsConverted: Bool
    public var boundIsConverted: Bool
    public var relation: Relation
    public var domain: Domain
    /// Magnitude of the step, at least 1.
    public var step: UInt64
    public var isRising: Bool
    /// The largest number of steps that the index's type has room for in one strip.
    public var longestStrip: UInt64
    /// The head holds a condition alone.
    public var isWhile: Bool
    /// Byte offset just after the `;` that ends the loop's condition, or a `while`'s head.
    public var afterCondition: Int
    /// Byte offset of a body that stands without braces.
    public var bareBody: Int?
    /// Byte offset just after the body.
    public var afterBody: Int

    public init(
        index: String, bound: String, indexIsConverted: Bool, boundIsConverted: Bool, relation: Relation,
        domain: Domain, step: UInt64, isRising: Bool, longestStrip: UInt64, isWhile: Bool,
        afterCondition: Int,
        bareBody: Int?, afterBody: Int
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
        self.isWhile = isWhile
        self.afterCondition = afterCondition
        self.bareBody = bareBody
        self.afterBody = afterBody
    }
}

/// A loop over a sequence whose elements can be handed out in pieces, each a sequence of its own.
public struct Sliced: Hashable, Sendable {
    /// The variable that takes the elements, `_` when there is none.
    public var name: String
    /// Byte offset just after `name`.
    public var afterName: Int
    /// Where the sequence is written, in bytes.
    public var sequence: Range<Int>
    /// Byte offset just after the body.
    public var afterBody: Int
    /// The loop's own label, and the byte offset of its keyword.
    public var label: String?
    public var start: Int
    /// Byte offsets just after each `break` without a label that leaves this loop.
    public var breaks: [Int]

    public init(
        name: String, afterName: Int, sequence: Range<Int>, afterBody: Int, label: String?, start: Int, breaks: [Int]
    ) {
        self.name = name
        self.afterName = afterName
        self.sequence = sequence
        self.afterBody = afterBody
        self.label = label
        self.start = start
        self.breaks = breaks
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

extension Skeleton {
    /// Leaves functions alone that somebody named.
    public mutating func exclude(named names: Set<String>, as reason: Reason) {
        for i in functions.indices
        where functions[i].exclusion == nil && (names.contains(functions[i].name) || names.contains(functions[i].id)) {
            functions[i].exclusion = reason
        }
    }
}

extension Region {
    /// Whether every way through meets a check, one in the text or one in a function that is called.
    func meetsCheck(_ isChecked: (Call) -> Bool) -> Bool {
        switch self {
        case .check: true
        case .call(let call): isChecked(call)
        case .sequence(let parts): parts.contains { $0.meetsCheck(isChecked) }
        case .branch, .loop, .jump, .cost, .leave, .target, .choice: false
        }
    }

    /// Whether a check comes before anything that could leave.
    public var beginsWithCheck: Bool {
        switch self {
        case .check: return true
        case .sequence(let parts):
            for part in parts {
                switch part {
                case .cost, .target: continue
                default: return part.beginsWithCheck
                }
            }
            return false
        case .branch, .loop, .jump, .call, .cost, .leave, .target, .choice: return false
        }
    }

    /// Of a region that begins with a check, the work before it.
    var costBeforeCheck: Cost {
        var cost = Cost.zero
        if case .sequence(let parts) = self {
            for part in parts {
                if case .target = part { continue }
                guard case .cost(let before) = part else { return cost + part.costBeforeCheck }
                cost = cost + before
            }
        }
        return cost
    }
}
