// Fixtures/CATALOGUE.md names files and functions that exist, and none of its entries is lost.

import Foundation
import TestSupport
import Testing

@Suite struct Catalogue {
    private struct Row {
        var entry: String
        /// The files, each with the functions that are meant.
        var holders: [(path: String, names: [String])]
    }

    private static let rows: [Row] = {
        let file = Toolchain.packageRoot.appendingPathComponent("Fixtures/CATALOGUE.md")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { line in
            guard let match = line.firstMatch(of: #/^\| ([A-Z]\d+) \|.*\| ([^|]*) \|$/#) else { return nil }
            let holders = match.2.matches(of: #/`([^`]+)`([^;]*)/#).map { holder in
                (String(holder.1), holder.2.split(separator: " ").map(String.init))
            }
            return Row(entry: String(match.1), holders: holders)
        }
    }()

    /// A to G are numbered without gaps; as many as there were.
    @Test func noEntryIsLost() {
        let counts = ["A": 14, "B": 12, "C": 23, "D": 13, "E": 13, "F": 12, "G": 8]
        let known = counts.flatMap { letter, count in (1...count).map { "\(letter)\($0)" } }
        #expect(Set(known).isSubset(of: Self.rows.map(\.entry)))
        #expect(Set(Self.rows.map(\.entry)).count == Self.rows.count, "an entry stands there twice")
    }

    @Test func filesAndFunctionsExist() {
        for row in Self.rows {
            #expect(!row.holders.isEmpty, "\(row.entry) is held by nothing")
            for (path, names) in row.holders {
                let file = Toolchain.packageRoot.appendingPathComponent(
                    path.hasPrefix("Tests/") ? path : "Fixtures/" + path)
                let words = (try? String(contentsOf: file, encoding: .utf8)).map { text in
                    Set(text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
                }
                #expect(words != nil, "\(row.entry): \(path) is not there")
                #expect(!names.isEmpty, "\(row.entry): \(path) without what is meant in it")
                for name in names where words?.contains(name) == false {
                    Issue.record("\(row.entry): \(path) has no \(name)")
                }
            }
        }
    }
}
