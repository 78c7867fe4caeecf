// Our declarations of libclang's C API against libclang-dev's own headers.
//
// A C file includes both: macros give our names a prefix, and the compiler compares types, sizes and numbers.

import Foundation
import TestSupport
import Testing

@testable import CFrontend

@Suite struct LibClangHeaders {
    private static let ours = Toolchain.packageRoot.appendingPathComponent("Sources/CLibClang/include").path

    private func compile(_ source: String) throws {
        let headers = try #require(
            Toolchain.libclangHeaders, "install libclang-dev: clang-c/Index.h was not found")
        let scratch = try Scratch()
        try scratch.write(Array(source.utf8), "compare.c")
        let outcome = try run(
            ["clang", "-fsyntax-only", "-ferror-limit=0", "-I", headers, "-I", Self.ours, "compare.c"],
            in: scratch)
        #expect(outcome.code == 0, "\(outcome.errors)")
    }

    @Test func typesHaveTheirLayout() throws {
        let types = [
            "CXString", "CXCursor", "CXType", "CXSourceLocation", "CXSourceRange", "struct CXUnsavedFile",
        ]
        let plain = types.map { $0.replacingOccurrences(of: "struct ", with: "") }
        var source = "#include <clang-c/Index.h>\n#include <stddef.h>\n"
        for name in plain + [
            "CXIndex", "CXTranslationUnit", "CXFile", "CXDiagnostic", "CXEvalResult",
            "CXClientData", "CXCursorVisitor", "CXInclusionVisitor",
        ] { source += "#define \(name) ours_\(name)\n" }
        source += try declarations(upTo: "/* X(result")
        for name in plain { source += "#undef \(name)\n" }
        for (type, name) in zip(types, plain) {
            let our = type.hasPrefix("struct") ? "struct ours_\(name)" : "ours_\(name)"
            source += "_Static_assert(sizeof(\(type)) == sizeof(\(our)), \"\(name)\");\n"
            source += "_Static_assert(_Alignof(\(type)) == _Alignof(\(our)), \"\(name)\");\n"
        }
        for (type, field) in [
            ("CXString", "data"), ("CXString", "private_flags"), ("CXCursor", "kind"), ("CXCursor", "xdata"),
            ("CXCursor", "data"), ("CXType", "kind"), ("CXType", "data"), ("CXSourceLocation", "ptr_data"),
            ("CXSourceLocation", "int_data"), ("CXSourceRange", "ptr_data"),
            ("CXSourceRange", "begin_int_data"),
            ("CXSourceRange", "end_int_data"),
        ] {
            source +=
                "_Static_assert(offsetof(\(type), \(field)) == offsetof(ours_\(type), \(field)), "
                + "\"\(type).\(field)\");\n"
        }
        for field in ["Filename", "Contents", "Length"] {
            source +=
                "_Static_assert(offsetof(struct CXUnsavedFile, \(field)) == "
                + "offsetof(struct ours_CXUnsavedFile, \(field)), \"\(field)\");\n"
        }
        source +=
            "_Static_assert(CEDE_VISIT_BREAK == CXChildVisit_Break && CEDE_VISIT_CONTINUE == "
            + "CXChildVisit_Continue && CEDE_VISIT_RECURSE == CXChildVisit_Recurse, \"visit\");\n"
        try compile(source)
    }

    /// Every function: the same number of parameters, each of the same size, and the same result.
    @Test func functionsTakeWhatWePass() throws {
        let table = try declarations(upTo: "#define CEDE_LIBCLANG_DECLARE", from: "#define CEDE_LIBCLANG_API")
        // Where our declaration says int, the header may say an enumeration: these do.
        let loose: [String: String] = [
            "clang_parseTranslationUnit2":
                "enum CXErrorCode (*)(CXIndex, const char *, const char *const *, int, "
                + "struct CXUnsavedFile *, unsigned, unsigned, CXTranslationUnit *)",
            "clang_getDiagnosticSeverity": "enum CXDiagnosticSeverity (*)(CXDiagnostic)",
            "clang_visitChildren": "unsigned (*)(CXCursor, CXCursorVisitor, CXClientData)",
            "clang_Cursor_getStorageClass": "enum CX_StorageClass (*)(CXCursor)",
            "clang_getCursorLinkage": "enum CXLinkageKind (*)(CXCursor)",
            "clang_EvalResult_getKind": "CXEvalResultKind (*)(CXEvalResult)",
        ]
        var checks = "#include <clang-c/Index.h>\n" + table
        for name in names(in: table) {
            checks +=
                "#define PICK_\(name)(result, parameters) _Static_assert(__builtin_types_compatible_p("
                + "__typeof__(&\(name)), \(loose[name] ?? "result(*) parameters")), \"\(name)\");\n"
        }
        checks += "#define COMPARE(result, name, parameters, arguments) PICK_##name(result, parameters)\n"
        checks += "CEDE_LIBCLANG_API(COMPARE)\n"
        #expect(names(in: table).count > 30)
        try compile(checks)
    }

    @Test func cursorKindsHaveTheirNumbers() throws {
        let kinds: [(Int32, String)] = [
            (CursorKind.function, "FunctionDecl"), (CursorKind.variable, "VarDecl"),
            (CursorKind.parameter, "ParmDecl"), (CursorKind.typeName, "TypedefDecl"),
            (CursorKind.memberDesignator, "MemberRef"), (CursorKind.initializerList, "InitListExpr"),
            (CursorKind.attribute, "UnexposedAttr"), (CursorKind.labelAddress, "AddrLabelExpr"),
            (CursorKind.unexposedExpression, "UnexposedExpr"),
            (CursorKind.declarationReference, "DeclRefExpr"),
            (CursorKind.memberReference, "MemberRefExpr"), (CursorKind.call, "CallExpr"),
            (CursorKind.block, "BlockExpr"), (CursorKind.integerLiteral, "IntegerLiteral"),
            (CursorKind.stringLiteral, "StringLiteral"),
            (CursorKind.characterLiteral, "CharacterLiteral"), (CursorKind.parentheses, "ParenExpr"),
            (CursorKind.unaryOperator, "UnaryOperator"),
            (CursorKind.subscriptExpression, "ArraySubscriptExpr"),
            (CursorKind.binaryOperator, "BinaryOperator"),
            (CursorKind.compoundAssignment, "CompoundAssignOperator"),
            (CursorKind.conditional, "ConditionalOperator"), (CursorKind.cast, "CStyleCastExpr"),
            (CursorKind.sizeOf, "UnaryExpr"), (CursorKind.label, "LabelStmt"),
            (CursorKind.compound, "CompoundStmt"),
            (CursorKind.caseStatement, "CaseStmt"), (CursorKind.defaultStatement, "DefaultStmt"),
            (CursorKind.ifStatement, "IfStmt"), (CursorKind.switchStatement, "SwitchStmt"),
            (CursorKind.whileLoop, "WhileStmt"), (CursorKind.doLoop, "DoStmt"),
            (CursorKind.forLoop, "ForStmt"),
            (CursorKind.gotoStatement, "GotoStmt"), (CursorKind.indirectGoto, "IndirectGotoStmt"),
            (CursorKind.continueStatement, "ContinueStmt"), (CursorKind.breakStatement, "BreakStmt"),
            (CursorKind.returnStatement, "ReturnStmt"),
            (CursorKind.assembly, "AsmStmt"), (CursorKind.nullStatement, "NullStmt"),
            (CursorKind.declarationStatement, "DeclStmt"),
            (CursorKind.unexposedDeclaration, "UnexposedDecl"), (CursorKind.structure, "StructDecl"),
            (CursorKind.union, "UnionDecl"), (CursorKind.classType, "ClassDecl"),
            (CursorKind.field, "FieldDecl"), (CursorKind.instanceMethod, "ObjCInstanceMethodDecl"),
            (CursorKind.classMethod, "ObjCClassMethodDecl"), (CursorKind.method, "CXXMethod"),
            (CursorKind.namespace, "Namespace"), (CursorKind.linkage, "LinkageSpec"),
            (CursorKind.constructor, "Constructor"), (CursorKind.destructor, "Destructor"),
            (CursorKind.conversion, "ConversionFunction"),
            (CursorKind.functionTemplate, "FunctionTemplate"), (CursorKind.classTemplate, "ClassTemplate"),
            (CursorKind.partialSpecialization, "ClassTemplatePartialSpecialization"),
            (CursorKind.base, "CXXBaseSpecifier"), (CursorKind.overloads, "OverloadedDeclRef"),
            (CursorKind.message, "ObjCMessageExpr"), (CursorKind.staticCast, "CXXStaticCastExpr"),
            (CursorKind.functionalCast, "CXXFunctionalCastExpr"),
            (CursorKind.booleanLiteral, "CXXBoolLiteralExpr"), (CursorKind.this, "CXXThisExpr"),
            (CursorKind.throwExpression, "CXXThrowExpr"), (CursorKind.new, "CXXNewExpr"),
            (CursorKind.delete, "CXXDeleteExpr"), (CursorKind.lambda, "LambdaExpr"),
            (CursorKind.unexposedStatement, "UnexposedStmt"), (CursorKind.returnStatement, "ReturnStmt"),
            (CursorKind.forIn, "ObjCForCollectionStmt"),
            (CursorKind.synchronized, "ObjCAtSynchronizedStmt"),
            (CursorKind.catchStatement, "CXXCatchStmt"), (CursorKind.tryStatement, "CXXTryStmt"),
            (CursorKind.rangeFor, "CXXForRangeStmt"),
        ]
        var source = "#include <clang-c/Index.h>\n"
        for (number, name) in kinds {
            source += "_Static_assert(CXCursor_\(name) == \(number), \"\(name)\");\n"
        }
        // Numbers that the sources use without a name.
        for (number, name) in [
            (2, "CXType_Void"), (101, "CXType_Pointer"), (177, "CXType_Atomic"), (1, "CX_SC_None"),
            (3, "CX_SC_Static"), (6, "CX_SC_Auto"), (7, "CX_SC_Register"), (1, "CXLinkage_NoLinkage"),
            (4, "CXLinkage_External"), (3, "CXDiagnostic_Error"), (4, "CXDiagnostic_Fatal"),
            (1, "CXEval_Int"),
            (Int(TypeKind.unexposed), "CXType_Unexposed"), (Int(TypeKind.dependent), "CXType_Dependent"),
            (Int(TypeKind.blockPointer), "CXType_BlockPointer"),
            (Int(TypeKind.reference), "CXType_LValueReference"),
            (Int(TypeKind.rvalueReference), "CXType_RValueReference"),
            (Int(TypeKind.record), "CXType_Record"),
            (Int(TypeKind.functionWithoutPrototype), "CXType_FunctionNoProto"),
            (Int(TypeKind.function), "CXType_FunctionProto"),
            (Int(TypeKind.constantArray), "CXType_ConstantArray"),
            (Int(TypeKind.dependentArray), "CXType_DependentSizedArray"),
            (Int(TypeKind.memberPointer), "CXType_MemberPointer"), (106, "CXType_Enum"),
            (4, "CXType_Char_U"), (5, "CXType_UChar"), (8, "CXType_UShort"), (9, "CXType_UInt"),
            (10, "CXType_ULong"), (11, "CXType_ULongLong"), (13, "CXType_Char_S"), (14, "CXType_SChar"),
            (16, "CXType_Short"), (17, "CXType_Int"), (18, "CXType_Long"), (19, "CXType_LongLong"),
        ] {
            source += "_Static_assert(\(name) == \(number), \"\(name)\");\n"
        }
        try compile(source)
    }

    private func declarations(upTo end: String, from start: String = "") throws -> String {
        let text = try String(contentsOfFile: Self.ours + "/libclang.h", encoding: .utf8)
        let first = start.isEmpty ? text.startIndex : try #require(text.range(of: start)).lowerBound
        let last = try #require(text.range(of: end)).lowerBound
        return String(text[first..<last]) + (start.isEmpty ? "#endif\n" : "\n")
    }

    private func names(in table: String) -> [String] {
        table.matches(of: /X\([^,]+,\s*(clang_\w+)/).map { String($0.1) }
    }
}
