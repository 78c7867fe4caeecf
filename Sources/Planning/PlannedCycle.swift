// What a plan decides about each cycle of a file, as text that a program can carry: `cede verify` holds it against the
// cycles without a check that it finds in machine code.
//
//     cede-cycles 2
//     kind  function  file  line  last line  sentence
//
// Besides, it names the functions of other files that are declared not to come back (`noreturn`, with nothing but the name):
// behind a call of one the compiler lays whatever it likes, which an object file does not show.
//
// Fields are separated by tabs. A linker lays one file's text behind another's. Text of another version is not read: a
// cycle is then not explained, which is the safe side.

public struct PlannedCycle: Hashable, Sendable {
    public enum Kind: String, Sendable {
        /// All turns together are proven short.
        case bounded
        /// The inner loop of a loop that was cut; the check stands around it.
        case strip
        /// It passes a check in every turn, so machine code without one is wrong.
        case checked
        /// The source asks for none, or nothing may be inserted.
        case purpose
        /// It was not understood.
        case fault
    }

    public var kind: Kind
    public var function: String
    public var file: String
    public var line: Int
    /// The same as `line` where no other is known.
    public var lastLine: Int
    public var sentence: String

    public init(kind: Kind, function: String, file: String, line: Int, lastLine: Int? = nil, sentence: String) {
        self.kind = kind
        self.function = function
        self.file = file
        self.line = line
        self.lastLine = max(line, lastLine ?? line)
        self.sentence = sentence
    }

    private static let header = "cede-cycles 2"

    private static let neverReturning = "noreturn"

    /// `skeleton` is the one that the plan is of.
    public static func text(_ plan: Plan, of skeleton: Skeleton) -> String {
        let records = plan.entries.compactMap(Self.init).map { entry in
            [entry.kind.rawValue, entry.function, entry.file, "\(entry.line)", "\(entry.lastLine)", entry.sentence]
        }
        let names = skeleton.functionsThatNeverReturn.map { [neverReturning, $0, "", "0", "0", ""] }
        let lines = (records + names).map { $0.map(escaped).joined(separator: "\t") }
        return ([header] + lines).joined(separator: "\n") + "\n"
    }

    /// What a text says, which may be that of several files one behind another.
    public static func all(in text: String) -> [PlannedCycle] {
        records(in: text).compactMap { fields in
            guard let kind = Kind(rawValue: String(fields[0])), let first = Int(fields[3]), let last = Int(fields[4]) else { return nil }
            return PlannedCycle(
                kind: kind, function: String(fields[1]), file: String(fields[2]), line: first, lastLine: last,
                sentence: String(fields[5]))
        }
    }

    /// The functions that it says do not come back.
    public static func functionsThatNeverReturn(in text: String) -> Set<String> {
        Set(records(in: text).filter { $0[0] == neverReturning }.map { String($0[1]) })
    }

    private static func records(in text: String) -> [[Substring]] {
        var isKnown = false
        return text.split(separator: "\n").compactMap { line in
            // Some linkers fill up with zeros between two files.
            let fields = line.drop { $0 == "\0" }.split(separator: "\t", omittingEmptySubsequences: false)
            if fields.count == 1 { isKnown = fields[0] == header }
            return isKnown && fields.count == 6 ? fields : nil
        }
    }

    /// A tab or a newline in a file's name would be two fields.
    private static func escaped(_ field: String) -> String {
        String(field.map { $0 == "\t" || $0.isNewline ? " " : $0 })
    }

    init?(_ entry: Plan.Entry) {
        switch (entry.subject, entry.decision, entry.reason) {
        case (.entry, _, .noCallCycle): return nil
        case (_, .strip(_, let turns), _):
            self.init(.strip, entry, "one strip of a loop: at most \(turns) turns, then a check")
        case (_, .check, _): self.init(.checked, entry, entry.reason.description)
        case (_, _, .bounded): self.init(.bounded, entry, entry.reason.description)
        case (_, _, .cutAlready): self.init(.strip, entry, entry.reason.description)
        case (_, _, .alreadyChecked), (_, _, .calleeChecks), (_, _, .landsOnCheck):
            self.init(.checked, entry, entry.reason.description)
        case (_, _, .noYield), (_, _, .functionExcluded): self.init(.purpose, entry, entry.reason.description)
        default: self.init(.fault, entry, entry.reason.description)
        }
    }

    private init(_ kind: Kind, _ entry: Plan.Entry, _ sentence: String) {
        self.init(
            kind: kind, function: entry.function, file: entry.place.file, line: entry.place.line, lastLine: entry.lastLine,
            sentence: sentence)
    }
}

extension Skeleton {
    /// Of other files, by name, in a fixed order.
    fileprivate var functionsThatNeverReturn: [String] {
        let own = Set(functions.map(\.id))
        var names: Set<String> = []
        for function in functions {
            function.body.forEachCall { call in
                if call.neverReturns, case .direct(let id, _) = call.callee, !own.contains(id) { names.insert(id) }
            }
        }
        return names.sorted()
    }
}
