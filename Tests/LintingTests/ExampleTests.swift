// The examples of every rule are its tests: it finds exactly what is marked, and nothing else.

import Linting
import Planning
import SwiftFrontend
import TestSupport
import Testing
import Workspace

@Suite struct ExampleTests {
    static let all: [(rule: String, number: Int, example: Example)] = Rules.all.flatMap { rule in
        rule.examples.enumerated().map { (rule.name, $0, $1) }
    }

    @Test(arguments: all.indices)
    func findsWhatIsMarked(i: Int) throws {
        let (rule, number, example) = Self.all[i]
        let findings = try example.findings().filter { $0.rule == rule }
        let found = Set(findings.map { "\($0.place.line):\($0.place.column)" })
        #expect(found == example.expected, "\(rule), example \(number + 1): \(findings)")
    }

    @Test func everyRuleHasBothKinds() {
        for rule in Rules.all {
            let kinds = Set(rule.examples.map(\.triggers))
            #expect(kinds.count == 2, "\(rule.name)")
            #expect(!rule.summary.hasSuffix(".") && rule.explanation.hasSuffix("."), "\(rule.name)")
        }
        #expect(Set(Rules.all.map(\.name)).count == Rules.all.count)
    }
}

extension Example {
    /// Line and column of what stands behind each mark.
    var expected: Set<String> {
        var places: Set<String> = []
        for (i, line) in marked.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            var column = 1
            for character in line {
                if character == "↓" { places.insert("\(i + 1):\(column)") } else { column += character.utf8.count }
            }
        }
        return places
    }

    /// As the tool finds them.
    func findings() throws -> [Finding] {
        let bytes = Array(source.utf8)
        let found = try (language == .c ? unitOfC(bytes) : unitOfSwift(bytes))
        let lines = SourceLines(bytes)
        let settled = options.findings(in: found).map { finding in
            var finding = finding
            if let word = finding.word {
                finding.place.column = lines.column(of: word, line: finding.place.line, from: finding.place.column)
            }
            return finding
        }
        return Suppressions(in: bytes, file: "example", language: language).apply(to: settled, options).left
    }

    private func unitOfSwift(_ bytes: [UInt8]) throws -> LintUnit {
        let source = SwiftSource(path: "example.swift", bytes: bytes)
        let analysed = try AnalysedSwift(source, budget: options.budget, Configuration(), findsConcurrency: true)
        return LintUnit(
            analysed.skeleton, analysed.plan, language: .swift, options: options,
            concurrency: analysed.concurrency)
    }

    private func unitOfC(_ bytes: [UInt8]) throws -> LintUnit {
        let scratch = try TestSupport.Scratch()
        let carrier = Carrier.preprocessed(.clang)
        var source = try carrier.source(of: "example.c", bytes, flags: ["-fopenmp"], in: scratch)
        source.wantsGuesses = true
        let passage = try Passage(source, carrier)
        return LintUnit(passage.skeleton, passage.plan, language: .c, options: options)
    }
}
