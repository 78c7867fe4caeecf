// Which known word somebody may have meant.

/// `; did you mean 'x'?`, if one is close enough.
public func didYouMean(_ word: String, _ known: [String]) -> String {
    if word.count > 2, let longer = known.first(where: { $0.hasPrefix(word) }) { return "; did you mean '\(longer)'?" }
    let close = known.map { ($0, distance(word, $0)) }.min { $0.1 < $1.1 }
    guard let (name, distance) = close, distance <= max(2, word.count / 3) else { return "" }
    return "; did you mean '\(name)'?"
}

/// How many characters must be put in, taken out or replaced.
private func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a), Array(b))
    var row = Array(0...b.count)
    for i in a.indices {
        var corner = row[0]
        row[0] = i + 1
        for j in b.indices {
            let replaced = corner + (a[i] == b[j] ? 0 : 1)
            corner = row[j + 1]
            row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
        }
    }
    return row[b.count]
}
