// Counts words in a dictionary and orders them.

func text(words: Int) -> String {
    var state: UInt32 = 1
    var text = ""
    for _ in 0..<words {
        state = state &* 1_664_525 &+ 1_013_904_223
        text += "word\(state >> 21 & 2047) "
    }
    return text
}

@inline(never)
func counts(of text: String) -> [Substring: Int] {
    var counts: [Substring: Int] = [:]
    for word in text.split(separator: " ") {
        counts[word, default: 0] += 1
    }
    return counts
}

let found = counts(of: text(words: 100_000))
let most = found.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
print(found.count, most.map(\.key), most.map(\.value))
