// What members and functions of Swift's library cost that run no code of the program.

import Planning

enum KnownSwiftCalls {
    static func cost(of name: String) -> Cost? { short.contains(name) ? .nanoseconds(20) : nil }

    private static let short: Set<String> = [
        "count", "isEmpty", "first", "last", "startIndex", "endIndex", "append", "removeLast", "popLast", "min", "max", "abs",
        "index", "advanced", "distance", "Int", "UInt", "Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64",
        "Double", "Float", "Bool", "precondition", "assert", "fatalError", "preconditionFailure", "swap", "truncatingIfNeeded",
        "addingReportingOverflow", "multipliedReportingOverflow", "subtractingReportingOverflow", "leadingZeroBitCount",
        "trailingZeroBitCount", "nonzeroBitCount", "bitWidth", "magnitude", "squareRoot", "rounded", "withUnsafeBufferPointer",
        "load", "store", "pointee", "baseAddress", "some", "none", "rawValue", "self", "formIndex", "swapAt",
    ]
}
