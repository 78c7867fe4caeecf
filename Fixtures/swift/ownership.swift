// What can't be copied is never put in a tuple.
struct Token: ~Copyable {
    var v: Int
    init(_ v: Int) { self.v = v }
    consuming func done() -> Int { v }
    borrowing func peek(_ n: Int) -> Int { n == 0 ? v : peek(n - 1) } // entry: late, call itself
    mutating func spend(_ n: Int) { while v > n { v -= 1 } } // loop: check
    deinit { var k = v; while k > 0 { k -= 1 } } // loop: none, a deinit runs wherever the last reference goes
}
func made(_ n: Int) -> Token { n == 0 ? Token(3) : made(n - 1) } // entry: check, Token
func held(_ t: borrowing Token, _ n: Int) -> Int { n == 0 ? t.v : held(t, n - 1) } // entry: late, call itself
func taken(_ t: consuming Token) -> Int { t.done() } // entry: check, done
func changed(_ a: inout [Int]) { for i in a.indices { a[i] += 1 } } // loop: strip
func swapped<T>(_ a: inout T, _ b: inout T, _ n: Int) { if n > 0 { swap(&a, &b); swapped(&a, &b, n - 1) } } // entry: check, call itself
func spanned(_ a: [Int]) -> Int {
    var s = 0
    a.withUnsafeBufferPointer { p in for i in p.indices { s += p[i] } } // loop: check
    return s
}

struct Box {
    private var kept = [1, 2, 3]
    var all: [Int] {
        _read { yield kept }
        _modify { yield &kept }
    }
    subscript(i: Int) -> Int {
        _read { yield kept[i] }
        _modify { yield &kept[i] }
    }
    var watched = 0 {
        willSet { var k = newValue; while k > 9 { k -= 1 } } // loop: check
        didSet { while watched > 3 { watched -= 1 } } // entry: check, watched; loop: check
    }
    lazy var slow: [Int] = { var r: [Int] = []; for i in 0..<3 { r.append(i) }; return r }() // loop: bounded
}

class Base {
    let a: Int
    init(_ n: Int) { var k = n; while k > 5 { k -= 1 }; a = k } // loop: check
    convenience init?() { self.init(3) } // entry: check, Base
}
final class Derived: Base {
    let b: [Int]
    override init(_ n: Int) { // entry: check, super
        var t: [Int] = []
        for i in 0..<n { t.append(i) } // loop: strip
        b = t
        super.init(n)
    }
}

struct Ring: ~Copyable {
    func down(_ n: Int?) -> Int { // entry: check, call itself
        if let n { return n > 0 ? down(n - 1) : n } else { return down(3) }
    }
    var left: Int { // entry: check, down
        if down(1) > 0 { return down(2) } else { return 7 }
    }
}

func spent() -> [Int] { // entry: check, spend
    var token = made(1)
    token.spend(2)
    return [token.peek(2), held(token, 2), taken(token)]
}

extension Token {
    var twin: Token { get { made(v) } } // entry: check, made
    func again() -> Self { made(v + 1) } // entry: check, made
}
print(Token(0).twin.v, Token(1).again().v)

print(spent(), Ring().down(nil), Ring().left)
var a = [1, 2, 3], b = [4]
changed(&a)
swapped(&a, &b, 3)
var box = Box()
box.all.append(4)
box[1] += 5
box.watched = 8
print(a, b, spanned([1, 2, 3]), box.all, box.watched, box.slow, Derived(7).a, Derived(3).b, Base() == nil)

/// What the closure gives, the function gives, and it may be what can't be copied.
func given<R: ~Copyable>(_ n: Int, _ body: (inout Int) -> R) -> R { // entry: check, lent
    var value = n
    return lent(&value) { value in // entry: none, can't be copied
        body(&value)
    }
}
func lent<R: ~Copyable>(_ value: inout Int, _ body: (inout Int) -> R) -> R { body(&value) } // entry: check, body
print(given(3) { $0 + 1 })
