// Where something stands: for a person, and for whoever inserts text there.

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
        /// Around an expression that ends at `end` and keeps its type: `⟦(check, ⟧value⟦)⟧`, in Swift `⟦(check, ⟧value⟦).1⟧`.
        case value(end: Int)
        /// Swift, around a call that ends at `end` and whose value may be dropped without a warning:
        /// `⟦__cede_then(check, ⟧call⟦)⟧`.
        case droppable(end: Int)
        /// Swift, before the one expression that a function's body is: `{⟦ let _ = check; return ⟧value }`.
        case returned
    }

    public var offset: Int
    public var form: Form
    /// A variable that has another value there in every turn of its loop. A check that depends on it need not touch
    /// memory, as far as the compiler can tell.
    public struct Index: Hashable, Sendable {
        /// `_` where the source gives it none.
        public var name: String
        /// The byte behind the name.
        public var end: Int

        public init(name: String, end: Int) {
            self.name = name
            self.end = end
        }
    }
    public var index: Index?

    public init(offset: Int, form: Form, index: Index? = nil) {
        self.offset = offset
        self.form = form
        self.index = index
    }
}

/// A piece of code in which yields are put off.
public struct QuietRegion: Hashable, Sendable {
    public enum Form: Hashable, Sendable {
        /// A block that begins at the offset; `value` is where the one expression begins that it consists of.
        case block(value: Int?)
        /// An expression.
        case value(end: Int)
        /// A call whose value may be dropped without a warning.
        case droppable(end: Int)
    }

    public var offset: Int
    public var form: Form

    public init(offset: Int, form: Form) {
        self.offset = offset
        self.form = form
    }
}
