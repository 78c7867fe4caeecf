// Finds dates and addresses by Swift's regular expressions.

let line = "2024-05-17 error in module io17: mail ops@example.com or see 10.0.0.254, not 2023-1-1\n"
let text = String(repeating: line, count: 150)

@inline(never)
func dates(_ text: String) -> Int {
    var total = 0
    for match in text.matches(of: #/(\d{4})-(\d{2})-(\d{2})/#) {
        total += (Int(match.1) ?? 0) + (Int(match.2) ?? 0) + (Int(match.3) ?? 0)
    }
    return total
}

@inline(never)
func addresses(_ text: String) -> Int {
    text.matches(of: #/[a-z]+@[a-z]+\.[a-z]+/#).count
}

print(dates(text), addresses(text))
