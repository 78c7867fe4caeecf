// Names of the library's that another file gives to the program's own: a recursion through them has its check in each file.

import Planning
import SwiftFrontend
import Testing
import Workspace

@Suite struct Elsewhere {
    private func checked(_ text: String) throws -> [String] {
        let source = SwiftSource(path: "one.swift", bytes: Array(text.utf8))
        return try AnalysedSwift(source, budget: nil, Configuration()).plan.entries.compactMap { entry in
            if case .check = entry.decision, entry.subject == .entry { entry.function } else { nil }
        }
    }

    /// `first` is in another file, and asks for `count` there.
    @Test func propertiesOfTheProgram() throws {
        #expect(try checked("final class Tree { var left = 9; var count: Int { left -= 1; return next(self) } }\nfunc next(_ t: Tree) -> Int { t.first }")
            .contains("Tree.count.get"))
        #expect(try checked("func next(_ t: Tree) -> Int { t.first }") == ["next(_:)"])
        #expect(try checked("func next(_ a: [Int]) -> Int { a.first ?? a.count }").isEmpty)
    }

    @Test func methodsOfTheProgram() throws {
        #expect(try checked("func again(_ t: Tree, _ n: Int) -> Int { t.append(n) }") == ["again(_:_:)"])
        #expect(try checked("func again(_ a: inout [Int], _ n: Int) { a.append(n) }").isEmpty)
    }
}
