// Scans text by its bytes and by its characters.

@inline(never)
func fields(_ text: String) -> (lines: Int, digits: Int, longest: Int) {
    var (lines, digits, longest, current) = (0, 0, 0, 0)
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "\n"):
            lines += 1
            longest = max(longest, current)
            current = 0
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            digits += 1
            current += 1
        default: current += 1
        }
    }
    return (lines, digits, longest)
}

@inline(never)
func vowels(_ text: String) -> Int {
    var count = 0
    for character in text where "aeiou".contains(character) {
        count += 1
    }
    return count
}

let line = "The quick brown fox jumps over 13 lazy dogs, naïve café 2024\n"
let text = String(repeating: line, count: 20_000)
for _ in 0..<12 {
    print(fields(text))
}
print(vowels(String(text.prefix(100_000))))
