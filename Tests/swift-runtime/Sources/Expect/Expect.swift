// What the tests share: a test is a program that exits with 0.

import Glibc

/// Ends the program unless `condition` holds.
public func expect(_ condition: @autoclosure () throws -> Bool, file: StaticString = #fileID, line: UInt = #line) rethrows {
    if try !condition() { fail("expected otherwise", file: file, line: line) }
}

/// Ends the program unless `body` throws `error`.
public func expect<E: Error & Equatable, R>(
    throws error: E, file: StaticString = #fileID, line: UInt = #line, _ body: () throws -> R
) {
    do {
        let result = try body()
        fail("expected the error \(error), got \(result)", file: file, line: line)
    } catch let other {
        if other as? E != error { fail("expected the error \(error), got \(other)", file: file, line: line) }
    }
}

public func fail(_ message: String, file: StaticString = #fileID, line: UInt = #line) -> Never {
    let line = "\(file):\(line): \(message)\n"
    write(STDERR_FILENO, line, line.utf8.count)
    _exit(1)
}

/// Ends the program unless `body` throws an error of the type.
public func expect<E: Error, R>(
    throws type: E.Type, file: StaticString = #fileID, line: UInt = #line, _ body: () throws -> R
) {
    do {
        let result = try body()
        fail("expected an error, got \(result)", file: file, line: line)
    } catch let other {
        if !(other is E) { fail("expected another error than \(other)", file: file, line: line) }
    }
}
