// The comments of one Swift source that keep checks out of what they stand in front of, a declaration or a statement.

#if SwiftSyntax
    import Planning
    import SwiftSyntax

    final class SwiftNoYieldComments {
        private struct Comment {
            var reason: String?
            var isUsed = false
        }
        /// By the offset where that begins which it stands in front of.
        private var comments: [Int: Comment] = [:]

        init(in tree: SourceFileSyntax, _ bytes: [UInt8]) {
            guard NoYieldText.mayStand(in: bytes) else { return }
            for token in tree.tokens(viewMode: .sourceAccurate) {
                for piece in token.leadingTrivia {
                    switch piece {
                    case .lineComment(let text), .blockComment(let text), .docLineComment(let text), .docBlockComment(let text):
                        let inside = text.drop { "/* \t".contains($0) }
                        guard inside.hasPrefix(NoYieldText.words) else { continue }
                        let rest = String(inside.dropFirst(NoYieldText.words.count))
                        comments[token.start] = Comment(reason: NoYieldText.reason(in: rest))
                    default: break
                    }
                }
            }
        }

        /// The reason for what begins at the node's first token.
        func reason(of node: some SyntaxProtocol) -> Reason? {
            if comments.isEmpty { return nil }
            let start = node.start
            guard let comment = comments[start] else { return nil }
            comments[start]?.isUsed = true
            return NoYieldText.asReason(comment.reason)
        }

        /// What is wrong with them, once all functions were asked for.
        func complaints(_ text: SourceText) -> [SwiftDiagnostic] {
            comments.sorted { $0.key < $1.key }.compactMap { offset, comment in
                let message = !comment.isUsed ? NoYieldText.standsAlone : comment.reason == nil ? NoYieldText.givesNoReason : nil
                return message.map { SwiftDiagnostic(place: text.place(offset), message: $0) }
            }
        }
    }
#endif
