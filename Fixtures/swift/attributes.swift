// Attributes that other modules' compilers read, and those that promise something.
import Foundation

@inlinable public func open(_ n: Int) -> Int { var s = 0; for i in 0..<n { s += i }; return s } // loop: check
@usableFromInline func inner(_ n: Int) -> Int { n == 0 ? 0 : inner(n - 1) } // entry: late, call itself
@_transparent public func clear(_ x: Int) -> Int { x &+ 1 }
@_alwaysEmitIntoClient public func client(_ n: Int) -> Int { var k = n; while k > 2 { k -= 1 }; return k } // loop: check
@_cdecl("fixture_called") public func called(_ n: Int32) -> Int32 { n == 0 ? 0 : called(n - 1) } // entry: late, call itself
@_effects(readnone) func promised(_ n: Int) -> Int { var k = n; while k > 2 { k -= 1 }; return k } // loop: none, it is marked @_effects
@discardableResult func discarded(_ n: Int) -> Int { n == 0 ? 0 : discarded(n - 1) } // entry: late, call itself
func packed<each T>(_ x: repeat each T) -> Int { // entry: check, size
    var n = 0
    repeat (n += MemoryLayout.size(ofValue: each x) > 0 ? 1 : 0)
    return n
}
func lazily(_ c: @autoclosure () -> Bool, _ n: Int) -> Int { c() ? n : n == 0 ? 0 : lazily(true, n - 1) } // entry: check, c
func where_(_ l: Int = #line, _ fn: String = #function) -> Int { l * 1000 + fn.count }

func conditional(_ n: Int) -> Int {
    var s = n
    #if FIXTURE_NEVER
    while s < 100 { s += 1 } // loop: check
    #else
    while s < 30 { s += 1 } // loop: check
    #endif
    return s
}
func alone(_ n: Int) -> Int { // entry: none, its body is one #if
    #if FIXTURE_NEVER
    n
    #else
    n == 0 ? 1 : alone(n - 1)
    #endif
}
func returning(_ n: Int) -> Int { // entry: check, call itself
    #if FIXTURE_NEVER
    return n
    #elseif FIXTURE_NEVER
    #else
    #if !FIXTURE_NEVER
    let next = n == 0 ? 0 : returning(n - 1)
    return next + 1
    #endif
    #endif
}
let conditionals: [(Int) -> Int] = [
    { n in // entry: check, through a pointer
        #if FIXTURE_NEVER
        let next = n
        return next
        #else
        let next = n == 0 ? 0 : conditionals[1](n - 1)
        return next + 1
        #endif
    },
    { n in // entry: none, its body is one #if
        #if FIXTURE_NEVER
        return 1
        #else
        return n == 0 ? 0 : conditionals[0](n - 1)
        #endif
    },
]

discarded(2)
print(open(5), inner(3), clear(1), client(9), called(3), promised(5), packed(1, "a", 2.0), lazily(false, 3))
print(where_(), conditional(3), alone(2), returning(2), conditionals[0](3), [3, 1].sorted(by: <))
