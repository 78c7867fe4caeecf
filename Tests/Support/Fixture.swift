// An annotated source: what the planner must decide stands on the line it decides about.
// The grammar is in Fixtures/README.md.

import CFrontend
import Foundation
import Launching
import Planning

public struct Fixture: Sendable {
    public var name: String
    public var bytes: [UInt8]
    public var expectations: [Expectation]
    public var dialect: Dialect
    /// From the header comments `flags:`, `checks: >= N`, `compilers:`, `budget:`, `turns:`, `runs:` and `libclang:`.
    public var flags: [String] = []
    /// `turns: copied`: as clang's text is rewritten where it optimises.
    public var copiesTurns = false
    public var leastChecks: Int?
    public var compilers = Compiler.allCases
    public var options = Planner.Options()
    public var runs = true
    /// The first libclang that reads it.
    public var leastLibClang = 0

    public init(at url: URL) throws {
        name = url.lastPathComponent
        dialect = Dialect(ofFile: name) ?? .c
        bytes = [UInt8](try Data(contentsOf: url))
        expectations = []
        let text = String(decoding: bytes, as: UTF8.self)
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            for comment in Self.comments(in: line) { try read(comment, line: number + 1) }
        }
    }

    /// All fixtures of a folder under `Fixtures`, in order of their names.
    public static func all(in folder: String) -> [Fixture] {
        let url = Toolchain.packageRoot.appendingPathComponent("Fixtures/\(folder)")
        let files =
            (try? FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)) ?? []
        return files.filter { Dialect(ofFile: $0.path) != nil || $0.pathExtension == "swift" }.sorted { $0.path < $1.path }.map { file in
            do { return try Fixture(at: file) } catch { fatalError("\(file.lastPathComponent): \(error)") }
        }
    }

    /// Whether this process's libclang knows the language it is in.
    public func isReadable() throws -> Bool {
        let version = try CFrontend().version.firstMatch(of: #/version (\d+)/#).flatMap { Int($0.1) }
        return version ?? 0 >= leastLibClang
    }

    private mutating func read(_ comment: Substring, line: Int) throws {
        let words = comment.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        let rest = words.count > 1 ? words[1].trimmingCharacters(in: .whitespaces) : ""
        switch words.first {
        case "flags:": flags = rest.split(separator: " ").map(String.init)
        case "checks:":
            guard rest.hasPrefix(">= "), let count = Int(rest.dropFirst(3)) else {
                throw BadAnnotation(line, comment)
            }
            leastChecks = count
        case "compilers:":
            compilers = rest.split(separator: " ").compactMap { Compiler(rawValue: String($0)) }
        case "turns:":
            guard rest == "copied" else { throw CommandFailed(description: "turns: copied, not \(rest)") }
            copiesTurns = true
        case "budget:":
            guard rest.hasSuffix(" us"), let budget = Double(rest.dropLast(3)) else {
                throw BadAnnotation(line, comment)
            }
            options.budget = .microseconds(budget)
        case "runs:": runs = rest != "no"
        case "libclang:":
            // Not without the reason: `libclang: >= 21, why`.
            guard let match = rest.firstMatch(of: #/^>= (\d+), \S/#), let least = Int(match.1) else {
                throw BadAnnotation(line, comment)
            }
            leastLibClang = least
        case "loop:", "jump:", "entry:", "tree", "pre":
            for part in comment.split(separator: ";") {
                guard let expectation = Expectation(part, line: line) else {
                    throw BadAnnotation(line, comment)
                }
                expectations.append(expectation)
            }
        default: break
        }
    }

    /// The comments that begin on a line, without their marks.
    private static func comments(in line: Substring) -> [Substring] {
        var found: [Substring] = []
        var rest = line
        while let slash = rest.firstIndex(of: "/") {
            rest = rest[slash...].dropFirst()
            if rest.first == "/" {
                found.append(rest.dropFirst())
                break
            } else if rest.first == "*" {
                rest = rest.dropFirst()
                let end = rest.range(of: "*/")
                found.append(rest[..<(end?.lowerBound ?? rest.endIndex)])
                rest = end.map { rest[$0.upperBound...] } ?? ""
            }
        }
        return found.map { $0.drop { $0 == " " } }
    }
}

/// One expectation: what is decided about, how, and a piece of the reason.
public struct Expectation: Sendable, CustomStringConvertible {
    public var line: Int
    /// `tree` or `pre`; both when `nil`.
    public var carrier: Carrier.Kind?
    public var subject: String
    public var decision: String
    public var reason: String

    init?(_ text: Substring, line: Int) {
        self.line = line
        var words = text.trimmingCharacters(in: .whitespaces)[...]
        if let kind = Carrier.Kind.allCases.first(where: { words.hasPrefix($0.rawValue + " ") }) {
            carrier = kind
            words = words.dropFirst(kind.rawValue.count + 1)
        }
        guard let colon = words.firstIndex(of: ":") else { return nil }
        subject = String(words[..<colon])
        let parts = words[words.index(after: colon)...].split(separator: ",", maxSplits: 1)
        decision = parts.first.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
        reason = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        guard ["loop", "jump", "entry"].contains(subject),
            ["check", "late", "strip", "bounded", "none"].contains(decision), decision != "none" || !reason.isEmpty
        else { return nil }
    }

    public func holds(for entry: Plan.Entry) -> Bool {
        entry.place.line == line && entry.subject.word == subject && entry.decisionWord == decision
            && (reason.isEmpty || entry.reason.description.contains(reason))
    }

    public var description: String { "\(line): \(subject): \(decision), \(reason)" }
}

struct BadAnnotation: Error, CustomStringConvertible {
    let description: String
    init(_ line: Int, _ comment: Substring) { description = "line \(line): not understood: \(comment)" }
}

extension Plan.Subject {
    /// As annotations name it.
    public var word: String {
        switch self {
        case .entry: "entry"
        case .loop: "loop"
        case .jump: "jump"
        }
    }
}

extension Plan.Entry {
    /// As annotations name it.
    public var decisionWord: String {
        switch (decision, reason) {
        case (.check, _): isLate ? "late" : "check"
        case (.strip, _), (.slices, _), (.pieces, _): "strip"
        case (.none, .bounded): "bounded"
        case (.none, _): "none"
        }
    }

    /// As an annotation would say it.
    public var annotation: String { "\(place.line): \(subject.word): \(decisionWord), \(reason)" }

    /// An entry that needs no check is what an unannotated function expects.
    public var needsAnnotation: Bool { !(subject == .entry && reason == .noCallCycle) }
}
