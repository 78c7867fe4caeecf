// Accessors that run nothing but the library: they have no check, and loops that use them stay cheap. What may lead elsewhere has one.

struct Words {
    var storage: [Int]

    var count: Int { storage.count }
    var last: Int? { storage.last }

    subscript(place: Int) -> Int {
        get {
            precondition(place >= 0)
            return place < storage.count ? storage[place] : 0
        }
        set {
            assert(place >= 0)
            storage[place] = newValue
        }
    }
}

extension Array where Element == Words {
    /// An array has this one, so an array's `total` is no property of the library.
    var total: Int { // entry: check, total
        var sum = 0
        for words in self { // loop: strip
            sum += words.total
        }
        return sum
    }
}

extension Words {
    var total: Int { storage.first ?? 0 }
}

struct Group {
    var parts: [Words]
    var total: Int { parts.total } // entry: check, total
}

/// It has the name of a function of the library, which others call without a look at it.
func assertionFailure(_ words: Words) -> Int { words[0] } // entry: check, subscript

func reversed(_ words: Words) -> Words {
    var words = words
    var (low, high) = (0, words.count - 1)
    while low < high { // loop: check, may change
        let held = words[low]
        words[low] = words[high]
        words[high] = held
        low += 1
        high -= 1
    }
    return words
}

let words = Words(storage: [3, 1, 4, 1, 5])
print(reversed(words).storage, words.last ?? 0, Group(parts: [words, words]).total, assertionFailure(words))
