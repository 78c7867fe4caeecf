// Cursor kinds of C++, Objective-C and blocks, the same in every libclang since 14.

extension CursorKind {
    static let structure: Int32 = 2
    static let union: Int32 = 3
    static let classType: Int32 = 4
    static let field: Int32 = 6
    static let instanceMethod: Int32 = 16
    static let classMethod: Int32 = 17
    static let method: Int32 = 21
    static let namespace: Int32 = 22
    static let linkage: Int32 = 23
    static let constructor: Int32 = 24
    static let destructor: Int32 = 25
    static let conversion: Int32 = 26
    static let functionTemplate: Int32 = 30
    static let classTemplate: Int32 = 31
    static let partialSpecialization: Int32 = 32
    static let base: Int32 = 44
    static let overloads: Int32 = 49
    static let message: Int32 = 104
    static let staticCast: Int32 = 124
    static let functionalCast: Int32 = 128
    static let booleanLiteral: Int32 = 130
    static let this: Int32 = 132
    static let throwExpression: Int32 = 133
    static let new: Int32 = 134
    static let delete: Int32 = 135
    static let lambda: Int32 = 144
    static let unexposedStatement: Int32 = 200
    static let synchronized: Int32 = 220
    static let forIn: Int32 = 222
    static let catchStatement: Int32 = 223
    static let tryStatement: Int32 = 224
    static let rangeFor: Int32 = 225

    /// What has a body that runs when it is called.
    static func isFunction(_ kind: Int32) -> Bool {
        switch kind {
        case function, method, constructor, destructor, conversion, functionTemplate, lambda, block,
            instanceMethod, classMethod:
            true
        default: false
        }
    }

    /// A function inside an expression.
    static func isLiteral(_ kind: Int32) -> Bool { kind == lambda || kind == block }

    static func isMember(_ kind: Int32) -> Bool { (method...conversion).contains(kind) && kind != linkage }

    static func isClass(_ kind: Int32) -> Bool {
        switch kind {
        case structure, union, classType, classTemplate, partialSpecialization: true
        default: false
        }
    }

    /// What only groups declarations. libclang may not expose `extern "C" { }`.
    static func isScope(_ kind: Int32) -> Bool {
        kind == namespace || kind == linkage || kind == unexposedDeclaration
    }

    static func isExpression(_ kind: Int32) -> Bool { (100..<200).contains(kind) }
}
