// What runs when an object is made or destroyed without a call being written: destructors at the end of a scope,
// and the special members that the compiler makes out of those of the parts.

import CLibClang
import Planning

/// Functions that such an event may call.
struct Lifetime {
    var functions: Set<String> = []
    /// It may also call what this source does not show.
    var isOpen = false
}

extension FunctionTable {
    enum Event: String { case made, destroyed }

    /// What happens when an object of this type is made by a member that nobody wrote, or is destroyed.
    func lifetime(of type: CXType, _ event: Event) -> Lifetime {
        let key = event.rawValue + take(clang_getTypeSpelling(type.canonical))
        if let known = lifetimes[key] { return known }
        var result = Lifetime()
        var seen: Set<String> = []
        collect(type, event, into: &result, &seen)
        lifetimes[key] = result
        return result
    }

    private func collect(
        _ type: CXType, _ event: Event, into result: inout Lifetime, _ seen: inout Set<String>
    ) {
        let type = type.canonical
        if type.isArray { return collect(clang_getArrayElementType(type), event, into: &result, &seen) }
        if type.isDependent { result.isOpen = true }
        guard type.isKind(TypeKind.record), seen.insert(take(clang_getTypeSpelling(type))).inserted else {
            return
        }
        let declaration = clang_getTypeDeclaration(type)
        if isInSystemHeader(declaration) {
            // Elements and pointees are destroyed by what holds them.
            let isErased = CxxLibrary.isErased(take(clang_getCursorSpelling(declaration)))
            if isErased || !CxxLibrary.contains(declaration) { result.isOpen = true }
            for argument in type.templateArguments {
                if argument.canonical.isKind(TypeKind.function, TypeKind.void) { result.isOpen = true }
                collect(argument, event, into: &result, &seen)
            }
        } else {
            collect(membersOf: declaration, event, into: &result, &seen)
        }
    }

    private func collect(
        membersOf declaration: CXCursor, _ event: Event, into result: inout Lifetime,
        _ seen: inout Set<String>
    ) {
        // libclang shows nothing of an instantiation; its template has the same members.
        let template = clang_getSpecializedCursorTemplate(declaration)
        let definition = clang_getCursorDefinition(CursorKind.isClass(template.kind) ? template : declaration)
        guard CursorKind.isClass(definition.kind) else {
            result.isOpen = true
            return
        }
        for member in children(of: definition) {
            switch member.kind {
            case CursorKind.field, CursorKind.base:
                collect(clang_getCursorType(member), event, into: &result, &seen)
            case CursorKind.destructor where clang_CXXMethod_isDefaulted(member) == 0:
                result.functions.insert(reached(member))
                if clang_CXXMethod_isVirtual(member) != 0 { result.isOpen = true }
            case CursorKind.constructor, CursorKind.method:
                let isMaker =
                    member.kind == CursorKind.constructor
                    || take(clang_getCursorSpelling(member)) == "operator="
                guard event == .made, isMaker, clang_CXXMethod_isDefaulted(member) == 0 else { break }
                result.functions.insert(reached(member))
            default: break
            }
        }
    }

    /// The id of a function that is called, or, when it is not defined here, its name.
    func reached(_ target: CXCursor) -> String { id(calledBy: target) ?? Self.qualified(target) }
}

/// The direct children of a cursor.
func children(of cursor: CXCursor) -> [CXCursor] {
    final class Box { var cursors: [CXCursor] = [] }
    let box = Box()
    clang_visitChildren(
        cursor,
        { child, _, context in
            Unmanaged<Box>.fromOpaque(context!).takeUnretainedValue().cursors.append(child)
            return Int32(CEDE_VISIT_CONTINUE)
        }, Unmanaged.passUnretained(box).toOpaque())
    return box.cursors
}
