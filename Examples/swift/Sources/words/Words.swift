// A parallel job with progress: the words of many texts are counted by tasks, while another says how far it is. The job
// has more tasks than there are CPUs and none of them waits, yet progress is on time.
//
//     words [TEXTS]

import Cede

/// Text that looks like one; always the same for a seed.
func text(seed: UInt64, words count: Int) -> String {
    let syllables = ["ba", "co", "di", "fu", "ga", "he", "li", "mo", "nu", "pa", "re", "si", "to", "vu"]
    var state = seed &* 0x9e37_79b9_7f4a_7c15 | 1, text = ""
    for _ in 0..<count {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        text += syllables[Int(state >> 33) % syllables.count]
        if state >> 62 != 0 { text += " " }
    }
    return text
}

func countWords(of text: String) -> [Substring: Int] {
    var counts: [Substring: Int] = [:]
    for word in text.split(separator: " ") { counts[word, default: 0] += 1 }
    return counts
}

@main
struct Words {
    static func main() throws {
        let texts = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 64
        try Cede.run {
            let done = Cede.Mutex(0), total = Cede.Mutex<[Substring: Int]>([:])
            let progress = Cede.spawn { () -> Int in
                var reports = 0
                while true {
                    do { try Cede.sleep(for: .milliseconds(20)) } catch { return reports }
                    reports += 1
                    print("\(done.withLock { $0 }) of \(texts) texts")
                }
            }
            try Cede.withGroup { group in
                for number in 0..<texts {
                    group.spawn {
                        let counts = countWords(of: text(seed: UInt64(number), words: 20_000))
                        total.withLock { $0.merge(counts, uniquingKeysWith: +) }
                        done.withLock { $0 += 1 }
                    }
                }
            }
            progress.cancel()
            let reports = progress.join()
            let counts = total.withLock { $0 }
            let most = counts.max { $0.value < $1.value || $0.value == $1.value && $0.key > $1.key }
            print("\(counts.values.reduce(0, +)) words, \(counts.count) different, most often \(most?.key ?? "")")
            print("\(reports) reports")
        }
    }
}
