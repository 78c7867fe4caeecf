// The comment that keeps checks out of what it stands in front of:
//
//     // cede:no-yield -- the device is locked
//     for (...) ...
//
// It must open with the words and give a reason, as a lint's suppression does; a comment without one, or in front of
// nothing, is told. Rejected: a comment at the end of the line it means, which after a rewrap means another one.

import CLibClang
import Planning

struct NoYieldComment {
    static let words = NoYieldText.words

    /// Where the comment begins.
    let offset: Int
    /// The first byte behind it that is neither comment nor space: where what it stands in front of begins.
    let target: Int
    let reason: String?
    /// It belongs to a macro's definition, say, and stands in front of nothing.
    let isInDirective: Bool

    /// The comments of a source, in order.
    static func all(in text: CText) -> [NoYieldComment] {
        text.occurrences(of: words, by: ":").compactMap { word in
            var start = word
            while text.hasByte(" ", at: start - 1) || text.hasByte("\t", at: start - 1) { start -= 1 }
            guard text.hasByte("/", at: start - 2),
                text.hasByte("/", at: start - 1) || text.hasByte("*", at: start - 1)
            else { return nil }
            return NoYieldComment(
                offset: start - 2, target: text.skipTrivia(start - 2),
                reason: NoYieldText.reason(in: text.string((word + words.utf8.count)..<text.endOfTrivium(start - 2))),
                isInDirective: text.isInDirective(start - 2))
        }
    }

    var asReason: Reason { NoYieldText.asReason(reason) }
}

/// A stretch of a function in which no check may stand, and why.
struct QuietStretch {
    var bytes: Range<Int>
    var reason: Reason
}

/// The comments of one source, and which of them stand in front of something.
final class NoYieldComments {
    private let text: CText
    private let comments: [NoYieldComment]
    private var isUsed: Set<Int> = []

    init(in text: CText) {
        self.text = text
        comments = NoYieldComment.all(in: text)
    }

    func first(in range: Range<Int>) -> Int? { comments.map(\.offset).first(where: range.contains) }

    /// The reason that a comment gives for a whole function, whose declaration begins somewhere in `head`.
    func reason(ofFunction head: Range<Int>) -> Reason? {
        guard let i = comments.lastIndex(where: { head.contains($0.offset) && !$0.isInDirective }) else { return nil }
        isUsed.insert(i)
        return comments[i].asReason
    }

    /// The statements of a function that comments stand in front of.
    func stretches(of function: SyntaxTree.Index, in tree: SyntaxTree) -> [QuietStretch] {
        let own = comments.indices.filter {
            tree[function].range.contains(comments[$0].offset) && !comments[$0].isInDirective
        }
        if own.isEmpty { return [] }
        // Parents come first, so the first node that starts there is the whole statement.
        var open = Dictionary(own.map { (comments[$0].target, $0) }, uniquingKeysWith: { $1 })
        var stretches: [QuietStretch] = []
        for i in tree.subtree(of: function).dropFirst() {
            guard let comment = open.removeValue(forKey: tree[i].start) else { continue }
            isUsed.insert(comment)
            stretches.append(QuietStretch(bytes: tree[i].range, reason: comments[comment].asReason))
        }
        return stretches
    }

    /// What is wrong with the comments, once all functions were asked for. Before the preprocessor ran, one in front
    /// of nothing may stand in a part that is not compiled, but not if it is in a macro or what one was given.
    func complaints(isPreprocessed: Bool, in tree: SyntaxTree, at place: (Int) -> Place) -> [CDiagnostic] {
        comments.indices.compactMap { i in
            let offset = comments[i].offset
            let message =
                if !isUsed.contains(i),
                    isPreprocessed || comments[i].isInDirective
                        || tree.nodes.contains(where: {
                            $0.startsInMacro && text.macroUse(at: $0.start)?.contains(offset) ?? false
                        })
                {
                    NoYieldText.standsAlone
                } else if comments[i].reason == nil {
                    NoYieldText.givesNoReason
                } else {
                    nil as String?
                }
            return message.map {
                CDiagnostic(severity: .warning, place: place(offset), message: $0)
            }
        }
    }
}
