// Questions about C++ types that several parts ask.

import CLibClang

/// libclang's numbers of type kinds, the same since libclang 3.
enum TypeKind {
    static let unexposed: UInt32 = 1
    static let void: UInt32 = 2
    static let dependent: UInt32 = 26
    static let pointer: UInt32 = 101
    static let blockPointer: UInt32 = 102
    static let reference: UInt32 = 103
    static let rvalueReference: UInt32 = 104
    static let record: UInt32 = 105
    static let functionWithoutPrototype: UInt32 = 110
    static let function: UInt32 = 111
    static let constantArray: UInt32 = 112
    static let dependentArray: UInt32 = 116
    static let memberPointer: UInt32 = 117
}

extension CXType {
    var canonical: CXType { clang_getCanonicalType(self) }

    private var code: UInt32 { UInt32(bitPattern: Int32(kind)) }

    func isKind(_ kinds: UInt32...) -> Bool { kinds.contains(code) }

    var isReference: Bool { isKind(TypeKind.reference, TypeKind.rvalueReference) }

    /// Known only when the template is instantiated.
    var isDependent: Bool { canonical.isKind(TypeKind.dependent, TypeKind.unexposed) }

    var isArray: Bool {
        let kind = canonical.code
        return (TypeKind.constantArray...TypeKind.dependentArray).contains(kind)
    }

    /// What pointers, references and arrays lead to in the end.
    var underlying: CXType {
        var type = canonical
        while true {
            if type.isReference || type.isKind(TypeKind.pointer) {
                type = clang_getPointeeType(type).canonical
            } else if type.isArray {
                type = clang_getArrayElementType(type).canonical
            } else {
                return type
            }
        }
    }

    /// The types among its template arguments.
    var templateArguments: [CXType] {
        let count = clang_Type_getNumTemplateArguments(self)
        return count <= 0
            ? []
            : (0..<UInt32(count)).map { clang_Type_getTemplateArgumentAsType(self, $0) }.filter {
                $0.kind != 0
            }
    }
}

/// Declared by a system header.
func isInSystemHeader(_ cursor: CXCursor) -> Bool {
    clang_Location_isInSystemHeader(clang_getCursorLocation(cursor)) != 0
}
