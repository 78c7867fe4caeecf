// What members and functions of Swift's library cost that run no code of the program, and which of those that take a
// closure call it in a loop of their own.
//
// By name alone, as no types are known: a function of the program that has such a name is found in its own file
// (`BodyLowering.isLeafNamed`), so that a cycle of calls can't hide behind names that it shares with the library.

import Planning

enum KnownSwiftCalls {
    static func cost(of name: String) -> Cost? { short.contains(name) ? .nanoseconds(20) : nil }

    static func loops(_ name: String) -> Bool { looping.contains(name) }

    /// The library's, of unknown cost. It runs code of the program only through what it is given, and through what nobody
    /// calls by name: `==`, `hash(into:)`, `next()`, `description`.
    static func isLibrary(_ name: String) -> Bool { looping.contains(name) || long.contains(name) }

    /// The library's that only tests. What the program names so is taken for called unseen (`FoundFunction.isCalledUnseen`).
    static func asserts(_ name: String) -> Bool { asserting.contains(name) }

    /// Those that never come back.
    static func ends(_ name: String) -> Bool { ending.contains(name) }

    static func isKnown(_ name: String) -> Bool { short.contains(name) || isLibrary(name) }

    private static let ending: Set<String> = ["fatalError", "preconditionFailure", "exit", "_exit", "abort"]

    private static let asserting: Set<String> = ["precondition", "assert", "fatalError", "preconditionFailure", "assertionFailure"]

    private static let short: Set<String> = asserting.union([
        "count", "isEmpty", "first", "last", "startIndex", "endIndex", "indices", "append", "removeLast", "popLast", "min", "max",
        "abs", "index", "advanced", "distance", "capacity", "utf8", "unicodeScalars", "hashValue", "keys", "values", "lowerBound",
        "upperBound", "updateValue", "key", "value", "offset", "element",
        "Int", "UInt", "Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64", "Double", "Float", "Bool",
        "Character", "Set", "SIMD2", "SIMD4", "SIMD8",
        "swap", "type",
        "addingReportingOverflow", "multipliedReportingOverflow", "subtractingReportingOverflow", "multipliedFullWidth",
        "dividingFullWidth", "quotientAndRemainder", "isMultiple", "leadingZeroBitCount", "trailingZeroBitCount",
        "nonzeroBitCount", "bitWidth", "magnitude", "signum", "byteSwapped", "littleEndian", "bigEndian", "bitPattern",
        "squareRoot", "rounded", "sqrt", "sin", "cos", "exp", "log", "pow", "floor", "ceil", "isNaN", "isFinite", "infinity", "pi",
        "zero", "load", "store", "loadUnaligned", "storeBytes", "pointee", "baseAddress", "assumingMemoryBound", "some", "none",
        "rawValue", "self", "formIndex", "swapAt", "toggle", "negate", "isASCII", "asciiValue", "withUnsafeBytes",
        "withUnsafeBufferPointer", "withUnsafeMutableBufferPointer", "withUnsafeMutableBytes", "withUnsafePointer",
        "withExtendedLifetime",
    ])

    private static let long: Set<String> = [
        "print", "debugPrint", "dump", "Array", "ContiguousArray", "ArraySlice", "String", "Substring", "Range", "insert", "remove",
        "removeFirst", "removeValue", "removeSubrange", "replaceSubrange", "reserveCapacity", "reversed", "reverse", "enumerated",
        "stride", "joined", "hasPrefix", "hasSuffix", "dropFirst", "dropLast", "suffix", "shuffled", "shuffle", "randomElement",
        "random", "formUnion", "union", "intersection", "subtracting", "symmetricDifference", "isSubset", "isSuperset", "isDisjoint",
        "subtract", "formIntersection", "lowercased", "uppercased", "repeatElement", "initialize", "deinitialize", "allocate",
        "deallocate", "update", "moveInitialize", "combine", "finalize", "description", "withContiguousStorageIfAvailable",
        "withUTF8", "withCString", "makeIterator", "lazy", "padding", "trimmingCharacters", "components", "withMemoryRebound",
        "exchange", "compareExchange", "wrappingAdd", "Unmanaged", "ObjectIdentifier", "KeyValuePairs", "isKnownUniquelyReferenced",
    ]

    private static let looping: Set<String> = [
        "map", "compactMap", "flatMap", "filter", "reduce", "forEach", "sort", "sorted", "contains", "first", "firstIndex",
        "last", "lastIndex", "allSatisfy", "min", "max", "drop", "prefix", "split", "partition", "removeAll", "mapValues",
        "compactMapValues", "elementsEqual", "starts", "lexicographicallyPrecedes", "merge", "merging", "sequence", "count",
        "indices", "removingAll", "ranges", "trimmingPrefix", "AnyIterator", "AnySequence", "Dictionary", "concurrentPerform",
        "enumerateSubstrings", "enumerateBytes", "replacing", "contiguousMap", "zip", "concurrentMap",
    ]
}
