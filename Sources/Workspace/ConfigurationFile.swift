// Reading `.cede.yml`. Every key is known or an error with its place: a typing mistake must not switch a rule off unseen.
//
//     budget: 20us
//     rules:
//       opaque-call: off            # or note, warning, error
//     exclude: [third_party, "*_generated.c"]
//     calls:
//       checksum: 3us
//       blend: { base: 10ns, per-byte: 0.2ns, lengths: [2, 3] }
//     blocking-calls: [wait_for_device]
//     no-yield: [with_table_locked]
//
// Yams' decoder was rejected: it drops the places. Its nodes have them.

import Glibc
import Linting
import Planning
import Rewriting
import Yams

public struct ConfigurationError: Error, CustomStringConvertible {
    public var path: String
    public var line: Int?
    public var column: Int?
    public var reason: String

    public var description: String {
        ([path] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":") + ": error: \(reason)"
    }
}

public enum ConfigurationFile {
    /// The keys, as the published schema has them.
    public static let keys = ["budget", "rules", "exclude", "calls", "blocking-calls", "no-yield"]
    public static let levels = ["off", "note", "warning", "error"]

    public static func read(_ path: String) throws -> Configuration {
        let bytes: [UInt8]
        do {
            bytes = try Files.read(path)
        } catch {
            throw ConfigurationError(path: path, reason: "cannot read it: \(String(cString: strerror(error.code)))")
        }
        return try parse(bytes, path: path)
    }

    public static func parse(_ bytes: [UInt8], path: String) throws -> Configuration {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ConfigurationError(path: path, reason: "it is not UTF-8 text")
        }
        var reading = Reading(path: path)
        do {
            // Words stay words: `off` is a level, and no number.
            if let root = try compose(yaml: text, .basic) { try reading.root(root) }
        } catch let error as YamlError {
            throw ConfigurationError(path: path, error)
        }
        reading.result.path = path
        reading.result.digest = Digest(bytes).text
        return reading.result
    }

    private struct Reading {
        let path: String
        var result = Configuration()

        init(path: String) { self.path = path }

        mutating func root(_ node: Node) throws {
            // An empty file.
            if case .scalar(let scalar) = node, scalar.string.isEmpty { return }
            for (key, name, value) in try pairs(node, "the file") {
                switch name {
                case "budget":
                    let budget = try time(value)
                    guard budget >= .leastBudget else {
                        throw error(value, "the budget must be at least \(Cost.leastBudget)")
                    }
                    result.budget = budget
                case "rules": try rules(value)
                case "exclude": result.exclude = try words(value)
                case "calls":
                    for (_, name, value) in try pairs(value, "'calls'") { result.calls[name] = try call(value) }
                case "blocking-calls": result.blockingCalls = Set(try words(value))
                case "no-yield": result.noYield = Set(try words(value))
                default: throw error(key, "unknown key '\(name)'" + didYouMean(name, ConfigurationFile.keys))
                }
            }
        }

        private mutating func rules(_ node: Node) throws {
            for (key, name, value) in try pairs(node, "'rules'") {
                guard Rules.named(name) != nil else {
                    throw error(key, "unknown rule '\(name)'" + didYouMean(name, Rules.all.map(\.name)))
                }
                let word = try self.word(value)
                if word == "off" {
                    result.levels[name] = .off
                } else if let severity = Finding.Severity(rawValue: word) {
                    result.levels[name] = .severity(severity)
                } else {
                    throw error(
                        value, "'\(word)' is none of \(levels.joined(separator: ", "))" + didYouMean(word, levels))
                }
            }
        }

        private func call(_ node: Node) throws -> CallCost {
            guard case .mapping = node else { return .fixed(try time(node)) }
            var base = Cost.zero
            var each: Cost?
            var lengths: [Int] = []
            for (key, name, value) in try pairs(node, "a call") {
                switch name {
                case "base": base = try time(value)
                case "per-byte": each = try time(value)
                case "lengths":
                    lengths = try items(value).map { item in
                        guard let number = Int(try word(item)), number >= 0 else {
                            throw error(item, "the position of an argument is wanted, counted from 0")
                        }
                        return number
                    }
                default:
                    throw error(key, "unknown key '\(name)'" + didYouMean(name, ["base", "per-byte", "lengths"]))
                }
            }
            return each.map { .perByte(base: base, each: $0, lengths: lengths) } ?? .fixed(base)
        }

        // MARK: Values

        private func time(_ node: Node) throws -> Cost {
            let text = try word(node)
            guard let cost = Cost(written: text) else {
                throw error(node, "'\(text)' is no time; write one like 20us, 1.5ms or 500ns")
            }
            return cost
        }

        private func words(_ node: Node) throws -> [String] { try items(node).map(word) }

        private func word(_ node: Node) throws -> String {
            guard case .scalar(let scalar) = node else { throw error(node, "a single word is wanted here") }
            return scalar.string
        }

        private func items(_ node: Node) throws -> [Node] {
            guard case .sequence(let items) = node else { throw error(node, "a list is wanted here: [a, b]") }
            return Array(items)
        }

        private func pairs(_ node: Node, _ what: String) throws -> [(key: Node, name: String, value: Node)] {
            guard case .mapping(let mapping) = node else {
                throw error(node, "\(what) is written as names with values, `name: value`")
            }
            var seen: Set<String> = []
            return try mapping.map { key, value in
                let name = try word(key)
                guard seen.insert(name).inserted else { throw error(key, "'\(name)' stands here twice") }
                return (key, name, value)
            }
        }

        private func error(_ node: Node, _ reason: String) -> ConfigurationError {
            ConfigurationError(path: path, line: node.mark?.line, column: node.mark?.column, reason: reason)
        }
    }
}

extension ConfigurationError {
    init(path: String, _ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(path: path, line: mark.line, column: mark.column, reason: "no YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            let name = duplicates.first.map(String.init(describing:)) ?? ""
            self.init(
                path: path, line: context.mark.line, column: context.mark.column, reason: "'\(name)' stands here twice")
        default: self.init(path: path, reason: "no YAML: \(error)")
        }
    }
}
