// The bytes of a source, and where in them a person finds something.

#if SwiftSyntax
    import Planning
    import SwiftSyntax

    struct SourceText {
        let path: String
        let bytes: [UInt8]
        /// Where each line begins.
        private let lines: [Int]

        init(_ source: SwiftSource) {
            path = source.path
            bytes = source.bytes
            var lines = [0]
            source.bytes.withUnsafeBufferPointer { bytes in
                for i in bytes.indices where bytes[i] == 0x0a { lines.append(i + 1) }
            }
            self.lines = lines
        }

        func place(_ offset: Int) -> Place {
            var low = 0
            var high = lines.count
            while high - low > 1 {
                let middle = (low + high) / 2
                if lines[middle] <= offset { low = middle } else { high = middle }
            }
            return Place(file: path, line: low + 1, column: offset - lines[low] + 1)
        }

        func place(of node: some SyntaxProtocol) -> Place { place(node.start) }

        func firstError(in tree: SourceFileSyntax) -> SwiftFrontendError {
            for token in tree.tokens(viewMode: .all) {
                if token.presence == .missing {
                    return .notParsed(place(token.start), "expected '\(token.tokenKind.spelling)'")
                }
                if token.hasError || token.parent?.is(UnexpectedNodesSyntax.self) == true {
                    return .notParsed(place(token.start), "unexpected '\(token.text)'")
                }
            }
            return .notParsed(place(0), "this is not Swift as the parser knows it")
        }
    }

    extension SyntaxProtocol {
        /// The offset of the first byte that is neither comment nor space.
        var start: Int { positionAfterSkippingLeadingTrivia.utf8Offset }
        /// Just after the last such byte.
        var end: Int { endPositionBeforeTrailingTrivia.utf8Offset }
        /// The text from `start` to `end`. swift-syntax's own `trimmedDescription` copies the tree to get there.
        var spelled: String {
            // Most of what is asked is one name.
            switch kind {
            case .identifierType:
                let type = self.cast(IdentifierTypeSyntax.self)
                if type.genericArgumentClause == nil { return type.name.text }
            case .declReferenceExpr:
                let name = self.cast(DeclReferenceExprSyntax.self)
                if name.argumentNames == nil { return name.baseName.text }
            case .identifierPattern: return self.cast(IdentifierPatternSyntax.self).identifier.text
            default: break
            }
            return String(
                decoding: syntaxTextBytes.dropFirst(leadingTriviaLength.utf8Length).dropLast(trailingTriviaLength.utf8Length),
                as: UTF8.self)
        }
    }

    extension TokenKind {
        fileprivate var spelling: String {
            switch self {
            case .rightBrace: "}"
            case .leftBrace: "{"
            case .rightParen: ")"
            case .leftParen: "("
            case .rightSquare: "]"
            case .identifier: "a name"
            default: "\(self)"
            }
        }
    }
#endif
