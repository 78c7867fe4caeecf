// What an `asm` statement says about control flow, read from its text: libclang shows its operands alone.

extension CText {
    /// The labels that an `asm goto` may jump to: what stands behind its fourth colon.
    func labels(ofAssembly range: Range<Int>) -> [String] {
        guard let open = parenthesis(ofAssembly: range, afterWord: "goto"),
            let close = parentheses(openAt: open)?.close
        else { return [] }
        var labels: [String] = []
        var colons = 0
        var depth = 0
        var i = open
        while i < close {
            switch bytes[i] {
            case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ":") where depth == 1: colons += 1
            default:
                if colons == 4, let label = word(at: i) { labels.append(String(label)) }
            }
            i = skipTrivia(endOfToken(i))
        }
        return labels
    }

    /// Whether its instructions turn: a jump to a numbered label before it (`jnz 1b`), or a repeated string operation.
    func assemblyTurns(_ range: Range<Int>) -> Bool {
        guard let open = parenthesis(ofAssembly: range, afterWord: nil) else { return false }
        var i = skipTrivia(open + 1)
        while i < range.upperBound, hasByte("\"", at: i) {
            let end = endOfToken(i)
            let words = string(i..<end).split { !($0.isLetter || $0.isNumber || "_$%.".contains($0)) }
            for (word, operand) in zip(words, words.dropFirst()) {
                let isJump =
                    word.hasPrefix("j") || word.hasPrefix("loop") || word.hasPrefix("b")
                    || word.hasPrefix("cb")
                if isJump, operand.hasSuffix("b"), operand.dropLast().allSatisfy(\.isNumber),
                    operand.count > 1
                {
                    return true
                }
                if ["rep", "repe", "repz", "repne", "repnz"].contains(word),
                    ["movs", "stos", "cmps", "scas", "lods"].contains(operand.prefix(4))
                {
                    return true
                }
            }
            i = skipTrivia(end)
        }
        return false
    }

    private func parenthesis(ofAssembly range: Range<Int>, afterWord wanted: Substring?) -> Int? {
        var i = range.lowerBound
        var hasWanted = wanted == nil
        while i < range.upperBound, !hasByte("(", at: i) {
            guard let word = word(at: i) else { return nil }
            hasWanted = hasWanted || word == wanted
            i = skipTrivia(endOfToken(i))
        }
        return hasWanted && i < range.upperBound ? i : nil
    }
}
