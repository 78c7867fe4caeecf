// What `cede verify` says about a file: a line for each cycle without a check, then what is explained, then the libraries.

import Verifying

public struct VerifyReport: Sendable {
    public struct Library: Sendable {
        public enum State: String, Sendable { case checked, unchecked, missing, allowed }
        public var name: String
        public var state: State
        public var detail: String

        public init(name: String, state: State, detail: String) {
            self.name = name
            self.state = state
            self.detail = detail
        }
    }

    public var file: String
    public var functions: Int
    public var verdicts: [Verdict]
    public var libraries: [Library]

    public init(file: String, functions: Int, verdicts: [Verdict], libraries: [Library]) {
        self.file = file
        self.functions = functions
        self.verdicts = verdicts
        self.libraries = libraries
    }

    public var faults: [Verdict] { verdicts.filter { $0.explanation == nil } }

    /// `all`: also what is explained, one by one.
    public func text(all: Bool) -> String {
        var lines: [String] = []
        for verdict in verdicts where all || verdict.explanation == nil {
            let cycle = verdict.cycle
            let place = verdict.place.map(\.description) ?? "\(file):\(hexadecimal(cycle.address))"
            var line = "\(place): "
            switch cycle.kind {
            case .loop: line += "a loop without a check in `\(cycle.functions.first ?? "?")`"
            case .recursion:
                let functions = cycle.functions.prefix(4).map { "`\($0)`" }.joined(separator: ", ")
                line += "recursion without a check: \(functions)" + (cycle.functions.count > 4 ? " and more" : "")
            }
            if verdict.place != nil { line += " (\(file), \(hexadecimal(cycle.address)))" }
            if let explanation = verdict.explanation { line += "; explained: \(explanation)" }
            if let remark = verdict.remark { line += "; \(remark)" }
            lines.append(line)
        }
        lines.append("\(file): \(functions) function\(functions == 1 ? "" : "s"), \(summary)")
        for library in libraries {
            lines.append("\(file): needs \(library.name): \(library.detail)")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private var summary: String {
        if verdicts.isEmpty { return "every cycle has a check" }
        var kinds: [String: Int] = [:]
        for verdict in verdicts { if let explanation = verdict.explanation { kinds[explanation.kind, default: 0] += 1 } }
        let explained = kinds.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        if faults.isEmpty { return "every cycle has a check, or is explained: \(explained)" }
        return "\(faults.count) without a check" + (explained.isEmpty ? "" : "; explained: \(explained)")
    }

    /// All files of a call.
    public static func json(_ reports: [VerifyReport]) -> String {
        JSONText.object([("version", "1"), ("files", JSONText.array(reports.map(\.json)))]) + "\n"
    }

    private var json: String {
        let cycles = verdicts.map { verdict -> String in
            var fields = [
                ("kind", JSONText.string(verdict.cycle.kind.rawValue)),
                ("functions", JSONText.array(verdict.cycle.functions.map(JSONText.string))),
                ("address", JSONText.string(hexadecimal(verdict.cycle.address))),
            ]
            if let place = verdict.place { fields.append(("at", JSONText.string("\(place)"))) }
            if let explanation = verdict.explanation {
                fields.append(("explained", JSONText.string(explanation.kind)))
                fields.append(("why", JSONText.string("\(explanation)")))
            }
            if let remark = verdict.remark { fields.append(("remark", JSONText.string(remark))) }
            return JSONText.object(fields)
        }
        return JSONText.object([
            ("file", JSONText.string(file)), ("functions", "\(functions)"), ("unexplained", "\(faults.count)"),
            ("cycles", JSONText.array(cycles)),
            (
                "libraries",
                JSONText.array(
                    libraries.map { library in
                        JSONText.object([
                            ("name", JSONText.string(library.name)),
                            ("state", JSONText.string(library.state.rawValue)),
                            ("detail", JSONText.string(library.detail)),
                        ])
                    })
            ),
        ])
    }
}

extension Verdict.Explanation: CustomStringConvertible {
    /// A word for counting.
    var kind: String {
        switch self {
        case .planned(let cycle): ["bounded": "bounded", "strip": "in strips"][cycle.kind.rawValue] ?? "left on purpose"
        case .runtime: "of the runtime"
        case .allowed: "allowed"
        case .counted: "counted"
        }
    }

    public var description: String {
        switch self {
        case .planned(let cycle): cycle.sentence
        case .runtime: "Cede's own runtime"
        case .allowed(let reason): "allowed, \(reason)"
        case .counted(let turns, let instructions): "at most \(turns) turns, \(instructions) instructions in all, by its machine code"
        }
    }
}
