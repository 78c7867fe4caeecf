// A file's bounds as text, to be kept beside or inside its object and read back by whoever puts a program together.
//
//     cede-bounds 1
//     function  visibility  address taken  type  id  file  line  column
//     gap|entry|through|exit  picoseconds  loads
//     extra  kind  name  why  count  picoseconds each  file  line  column
//
// Fields are separated by tabs; a gap belongs to the function before it, an extra to the gap before it. Text of another
// version, or cut short, is not read: a missing summary only makes a bound weaker. Rejected: JSON, which the launcher
// would have to bring a library for, and a binary form, which no one can look at.

public enum Summary {
    private static let header = "cede-bounds 1"

    public static func text(_ functions: [FunctionBound]) -> String {
        var lines = [header]
        func add(_ fields: String...) { lines.append(fields.map(escaped).joined(separator: "\t")) }
        func add(_ name: String, _ gap: Gap?) {
            guard let gap else { return }
            add(name, "\(gap.cost.picoseconds)", "\(gap.cost.loads)")
            for extra in gap.extras {
                let (kind, name, why) = extra.kind.fields
                add(
                    "extra", kind, name, why, "\(extra.count)", extra.each.map { "\($0.picoseconds)" } ?? "",
                    extra.place.file, "\(extra.place.line)", "\(extra.place.column)")
            }
        }
        for function in functions {
            add(
                "function", function.visibility == .program ? "program" : "file",
                function.isAddressTaken ? "taken" : "", function.type ?? "", function.id, function.place.file,
                "\(function.place.line)", "\(function.place.column)")
            add("gap", function.gap)
            add("entry", function.entry)
            add("through", function.through)
            add("exit", function.exit)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The files in a text, which may hold several one after another; `nil` when it is not all understood.
    public static func files(in text: String) -> [[FunctionBound]]? {
        var files: [[FunctionBound]] = []
        var gap: WritableKeyPath<FunctionBound, Gap?>?
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(unescaped)
            if fields == [header] {
                files.append([])
                gap = nil
                continue
            }
            guard let file = files.indices.last else { return nil }
            switch fields[0] {
            case "function":
                guard let function = FunctionBound(fields) else { return nil }
                files[file].append(function)
            case "gap", "entry", "through", "exit":
                guard let last = files[file].indices.last, fields.count == 3, let time = UInt64(fields[1]),
                    let loads = UInt64(fields[2])
                else { return nil }
                let path = paths[fields[0]] ?? \.whole
                files[file][last][keyPath: path] = Gap(cost: Cost(picoseconds: time, loads: loads))
                gap = path
            case "extra":
                guard let last = files[file].indices.last, let gap, let extra = Extra(fields) else {
                    return nil
                }
                files[file][last][keyPath: gap]?.extras.append(extra)
            default: return nil
            }
        }
        return files
    }

    private static let paths: [String: WritableKeyPath<FunctionBound, Gap?> & Sendable] = [
        "gap": \.whole, "entry": \.entry, "through": \.through, "exit": \.exit,
    ]

    private static func escaped(_ field: String) -> String {
        if !field.utf8.contains(where: { $0 == 9 || $0 == 10 || $0 == 92 || $0 == 0 }) { return field }
        return field.replacing("\\", with: "\\\\").replacing("\t", with: "\\t").replacing("\n", with: "\\n")
            .replacing("\0", with: "")
    }

    private static func unescaped(_ field: Substring) -> String {
        if !field.contains("\\") { return String(field) }
        var result = ""
        var isEscaped = false
        for character in field {
            if isEscaped {
                result.append(character == "t" ? "\t" : character == "n" ? "\n" : character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                result.append(character)
            }
        }
        return result
    }
}

extension FunctionBound {
    /// `gap`, which is always there, in the form of the others.
    fileprivate var whole: Gap? {
        get { gap }
        set { gap = newValue ?? Gap(cost: .zero) }
    }

    fileprivate init?(_ fields: [String]) {
        guard fields.count == 8, let line = Int(fields[6]), let column = Int(fields[7]) else { return nil }
        self.init(
            id: fields[4], place: Place(file: fields[5], line: line, column: column),
            visibility: fields[1] == "program" ? .program : .file, isAddressTaken: fields[2] == "taken",
            type: fields[3].isEmpty ? nil : fields[3], gap: Gap(cost: .zero), entry: nil, through: nil,
            exit: nil)
    }
}

extension Extra {
    fileprivate init?(_ fields: [String]) {
        guard fields.count == 9, let kind = Kind(fields[1], name: fields[2], why: fields[3]),
            let count = UInt64(fields[4]), let line = Int(fields[7]), let column = Int(fields[8])
        else { return nil }
        self.init(
            kind, at: Place(file: fields[6], line: line, column: column), count: count,
            each: UInt64(fields[5]).map { Cost(picoseconds: $0) })
    }
}

extension Extra.Kind {
    /// One word for the kind, and what goes with it.
    public var fields: (kind: String, name: String, why: String) {
        switch self {
        case .opaque(let name): ("opaque", name, "")
        case .pointer(let type): ("pointer", type ?? "", "")
        case .sized(let name): ("sized", name, "")
        case .system(let name): ("system", name, "")
        case .unwinding(let name): ("unwinding", name, "")
        case .unchecked(let what, let why): ("unchecked", what, why)
        }
    }

    fileprivate init?(_ kind: String, name: String, why: String) {
        switch kind {
        case "opaque": self = .opaque(name)
        case "pointer": self = .pointer(type: name.isEmpty ? nil : name)
        case "sized": self = .sized(name)
        case "system": self = .system(name)
        case "unwinding": self = .unwinding(name)
        case "unchecked": self = .unchecked(name, why: why)
        default: return nil
        }
    }
}
