// What is known about the C++ library's functions, whose bodies are not read.
//
// The standard says what its accessors cost, and the library reaches the program only through what it is given: a
// class of the program, a function, an object with virtual functions behind it (streams). A call that is given
// none of these cannot come back. Rejected: reading the headers' own bodies (they are templates, and hardly an
// expression in them has a type before it is instantiated).

import CLibClang

enum CxxLibrary {
    /// Whether a declaration belongs to it. `__gnu_cxx` is where libstdc++ has its iterators.
    static func contains(_ cursor: CXCursor) -> Bool {
        guard isInSystemHeader(cursor) else { return false }
        var outermost = ""
        var scope = clang_getCursorSemanticParent(cursor)
        while scope.kind == CursorKind.namespace || CursorKind.isClass(scope.kind) {
            outermost = take(clang_getCursorSpelling(scope))
            scope = clang_getCursorSemanticParent(scope)
        }
        return outermost == "std" || outermost == "__gnu_cxx"
    }

    /// A function that takes a small fixed time and calls nothing of the program's.
    static func isAccessor(_ function: CXCursor) -> Bool {
        let name = take(clang_getCursorSpelling(function))
        let parent = clang_getCursorSemanticParent(function)
        guard CursorKind.isClass(parent.kind) else { return freeAccessors.contains(name) }
        return accessors[take(clang_getCursorSpelling(parent))]?.contains(name) ?? false
    }

    /// A function that is as good as an operator when it is given numbers and pointers.
    static func isSmallOnScalars(_ function: CXCursor) -> Bool {
        !CursorKind.isClass(clang_getCursorSemanticParent(function).kind)
            && smallOnScalars.contains(take(clang_getCursorSpelling(function)))
    }

    /// Ranges whose iterators do the same.
    static func isPlainRange(_ type: CXType) -> Bool {
        let declaration = clang_getTypeDeclaration(type.canonical)
        let name = take(clang_getCursorSpelling(declaration))
        return contains(declaration) && (accessors[name]?.contains("begin") ?? false)
    }

    /// Classes whose objects nothing has to be done about when they end.
    static func isTrivial(_ name: String) -> Bool { trivial.contains(name) }

    /// Whether something of this type lets the library reach the program.
    static func isWayBack(_ type: CXType) -> Bool {
        let type = type.underlying
        if type.isKind(
            TypeKind.function, TypeKind.functionWithoutPrototype, TypeKind.memberPointer,
            TypeKind.blockPointer)
            || type.isDependent
        {
            return true
        }
        guard type.isKind(TypeKind.record) else { return false }
        let declaration = clang_getTypeDeclaration(type)
        guard contains(declaration) else { return true }
        return isErased(take(clang_getCursorSpelling(declaration)))
            || type.templateArguments.contains(where: isWayBack)
    }

    /// Classes that can hold anything, or whose work is done by virtual functions.
    static func isErased(_ name: String) -> Bool { erased.contains(name) || name.hasSuffix("stream") }

    private static let iteration: Set<String> = [
        "begin", "end", "cbegin", "cend", "rbegin", "rend", "crbegin", "crend",
    ]
    private static let sequence = iteration.union([
        "size", "empty", "data", "operator[]", "at", "front", "back", "length", "c_str", "capacity",
        "max_size",
    ])
    private static let container = iteration.union(["size", "empty"])
    private static let pointer: Set<String> = [
        "get", "operator*", "operator->", "operator bool", "has_value", "value", "use_count",
    ]
    private static let iterator: Set<String> = [
        "operator*", "operator->", "operator[]", "operator++", "operator--", "operator+", "operator-",
        "operator+=", "operator-=", "operator==", "operator!=", "base",
    ]

    private static let accessors: [String: Set<String>] = [
        "vector": sequence, "array": sequence, "basic_string": sequence, "basic_string_view": sequence,
        "span": sequence, "initializer_list": sequence, "deque": sequence,
        "bitset": ["size", "test", "operator[]"],
        "list": container, "forward_list": container, "map": container, "multimap": container,
        "set": container,
        "multiset": container, "unordered_map": container, "unordered_set": container,
        "unordered_multimap": container, "unordered_multiset": container,
        "unique_ptr": pointer, "shared_ptr": pointer, "__shared_ptr": pointer, "__shared_ptr_access": pointer,
        "weak_ptr": pointer, "optional": pointer, "reference_wrapper": pointer,
        "__normal_iterator": iterator, "__wrap_iter": iterator, "_Rb_tree_iterator": iterator,
        "_Rb_tree_const_iterator": iterator, "_List_iterator": iterator, "_List_const_iterator": iterator,
        "_Node_iterator": iterator, "_Node_const_iterator": iterator, "_Node_iterator_base": iterator,
        "_Deque_iterator": iterator, "_Fwd_list_iterator": iterator,
        "_Bit_reference": ["operator bool", "operator="],
        "numeric_limits": ["min", "max", "lowest", "epsilon", "infinity", "quiet_NaN"],
        "char_traits": ["eq", "lt", "assign", "to_int_type", "to_char_type", "eof"],
        "__atomic_base": ["load", "store", "fetch_add", "fetch_sub", "operator++", "operator--"],
        "atomic": ["load", "store", "fetch_add", "fetch_sub", "exchange"],
    ]

    private static let freeAccessors: Set<String> = [
        "move", "forward", "addressof", "as_const", "get", "declval", "begin", "end", "size", "data", "empty",
        "move_if_noexcept", "to_underlying", "launder", "is_constant_evaluated", "__addressof",
    ]

    private static let smallOnScalars: Set<String> = [
        "min", "max", "clamp", "swap", "abs", "exchange", "isnan", "isinf", "isfinite", "signbit", "midpoint",
        "popcount", "countl_zero", "countr_zero", "has_single_bit", "bit_cast", "byteswap", "operator<=>",
        "operator==", "operator!=", "operator|", "operator&", "operator^",
    ]

    private static let trivial: Set<String> = [
        "pair", "tuple", "array", "optional", "basic_string_view", "span", "initializer_list",
        "reference_wrapper",
        "bitset", "complex", "chrono", "duration", "time_point", "numeric_limits", "integral_constant",
        "allocator",
        "char_traits", "atomic", "__normal_iterator", "__wrap_iter", "_Rb_tree_iterator", "_List_iterator",
        "_Rb_tree_const_iterator", "_List_const_iterator", "_Node_iterator", "_Node_const_iterator",
        "_Bit_reference",
        "reverse_iterator", "less", "greater", "equal_to", "hash", "nullopt_t", "monostate", "ratio",
        "default_delete",
    ]

    private static let erased: Set<String> = [
        "function", "move_only_function", "any", "thread", "jthread", "locale", "ios_base", "basic_ios",
        "basic_streambuf", "basic_filebuf", "basic_stringbuf", "exception_ptr", "packaged_task",
        "basic_regex",
    ]
}
