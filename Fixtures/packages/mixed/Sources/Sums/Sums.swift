import CSums
import Foundation
import Shelf

/// The sum of the numbers below `n` and of what C and the dependency say.
public func total(_ n: Int) -> Int {
    var sum = 0
    var i = 0
    while i < n {
        sum += i
        i += 1
    }
    #if DOUBLED
    sum *= 2
    #endif
    return sum + csums_sum(10) + twice(1)
}

public func greeting() -> String {
    guard let url = Bundle.module.url(forResource: "greeting", withExtension: "txt") else { return "" }
    return ((try? String(contentsOf: url, encoding: .utf8)) ?? "").trimmingCharacters(in: .newlines)
}
