/*
 * libclang's C API, as much of it as the C frontend uses, bound at run time.
 *
 * The functions carry libclang's official names and are called as usual once cede_libclang_load() succeeded.
 * Rejected: `.systemLibrary` with `#include <clang-c/Index.h>` - Debian keeps that header on no default path,
 * so every user would need unsafe flags, and the Swift toolchain ships the library without any header.
 * The layouts below are ABI since libclang's SONAME 13; a test holds them against libclang-dev's header.
 */
#ifndef CEDE_LIBCLANG_H
#define CEDE_LIBCLANG_H

typedef void *CXIndex;
typedef void *CXTranslationUnit;
typedef void *CXFile;
typedef void *CXDiagnostic;
typedef void *CXEvalResult;
typedef void *CXClientData;

typedef struct {
    const void *data;
    unsigned private_flags;
} CXString;

typedef struct {
    int kind; /* enum CXCursorKind */
    int xdata;
    const void *data[3];
} CXCursor;

typedef struct {
    int kind; /* enum CXTypeKind */
    void *data[2];
} CXType;

typedef struct {
    const void *ptr_data[2];
    unsigned int_data;
} CXSourceLocation;

typedef struct {
    const void *ptr_data[2];
    unsigned begin_int_data;
    unsigned end_int_data;
} CXSourceRange;

struct CXUnsavedFile {
    const char *Filename;
    const char *Contents;
    unsigned long Length;
};

/* enum CXChildVisitResult */
enum { CEDE_VISIT_BREAK = 0, CEDE_VISIT_CONTINUE = 1, CEDE_VISIT_RECURSE = 2 };

typedef int (*CXCursorVisitor)(CXCursor cursor, CXCursor parent, CXClientData client_data);

typedef void (*CXInclusionVisitor)(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData client_data);

/* X(result, name, parameters, arguments) */
#define CEDE_LIBCLANG_API(X)                                                                                  \
    X(CXIndex, clang_createIndex, (int excludeDeclarationsFromPCH, int displayDiagnostics),                   \
      (excludeDeclarationsFromPCH, displayDiagnostics))                                                       \
    X(void, clang_disposeIndex, (CXIndex index), (index))                                                     \
    X(int, clang_parseTranslationUnit2,                                                                       \
      (CXIndex index, const char *path, const char *const *argv, int argc, struct CXUnsavedFile *files,       \
       unsigned fileCount, unsigned options, CXTranslationUnit *out),                                         \
      (index, path, argv, argc, files, fileCount, options, out))                                              \
    X(void, clang_getInclusions,                                                                              \
      (CXTranslationUnit unit, CXInclusionVisitor visitor, CXClientData client_data),                         \
      (unit, visitor, client_data))                                                                           \
    X(void, clang_disposeTranslationUnit, (CXTranslationUnit unit), (unit))                                   \
    X(CXString, clang_getClangVersion, (void), ())                                                            \
    X(const char *, clang_getCString, (CXString string), (string))                                            \
    X(void, clang_disposeString, (CXString string), (string))                                                 \
    X(unsigned, clang_getNumDiagnostics, (CXTranslationUnit unit), (unit))                                    \
    X(CXDiagnostic, clang_getDiagnostic, (CXTranslationUnit unit, unsigned index), (unit, index))             \
    X(void, clang_disposeDiagnostic, (CXDiagnostic diagnostic), (diagnostic))                                 \
    X(int, clang_getDiagnosticSeverity, (CXDiagnostic diagnostic), (diagnostic))                              \
    X(CXSourceLocation, clang_getDiagnosticLocation, (CXDiagnostic diagnostic), (diagnostic))                 \
    X(CXString, clang_getDiagnosticSpelling, (CXDiagnostic diagnostic), (diagnostic))                         \
    X(CXCursor, clang_getTranslationUnitCursor, (CXTranslationUnit unit), (unit))                             \
    X(unsigned, clang_visitChildren, (CXCursor parent, CXCursorVisitor visitor, CXClientData client_data),    \
      (parent, visitor, client_data))                                                                         \
    X(unsigned, clang_equalCursors, (CXCursor a, CXCursor b), (a, b))                                         \
    X(CXSourceLocation, clang_getCursorLocation, (CXCursor cursor), (cursor))                                 \
    X(CXSourceRange, clang_getCursorExtent, (CXCursor cursor), (cursor))                                      \
    X(CXSourceLocation, clang_getRangeStart, (CXSourceRange range), (range))                                  \
    X(CXSourceLocation, clang_getRangeEnd, (CXSourceRange range), (range))                                    \
    X(void, clang_getExpansionLocation,                                                                       \
      (CXSourceLocation location, CXFile *file, unsigned *line, unsigned *column, unsigned *offset),          \
      (location, file, line, column, offset))                                                                 \
    X(void, clang_getPresumedLocation,                                                                        \
      (CXSourceLocation location, CXString *file, unsigned *line, unsigned *column),                          \
      (location, file, line, column))                                                                         \
    X(int, clang_Location_isInSystemHeader, (CXSourceLocation location), (location))                          \
    X(CXSourceLocation, clang_getLocationForOffset,                                                           \
      (CXTranslationUnit unit, CXFile file, unsigned offset), (unit, file, offset))                           \
    X(CXFile, clang_getFile, (CXTranslationUnit unit, const char *path), (unit, path))                        \
    X(CXString, clang_getFileName, (CXFile file), (file))                                                      \
    X(CXString, clang_File_tryGetRealPathName, (CXFile file), (file))                                         \
    X(const char *, clang_getFileContents, (CXTranslationUnit unit, CXFile file, unsigned long *size),        \
      (unit, file, size))                                                                                     \
    X(int, clang_File_isEqual, (CXFile a, CXFile b), (a, b))                                                  \
    X(CXString, clang_getCursorSpelling, (CXCursor cursor), (cursor))                                         \
    X(CXString, clang_getCursorDisplayName, (CXCursor cursor), (cursor))                                      \
    X(CXString, clang_getCursorUSR, (CXCursor cursor), (cursor))                                              \
    X(CXCursor, clang_getCursorSemanticParent, (CXCursor cursor), (cursor))                                   \
    X(CXCursor, clang_getCursorDefinition, (CXCursor cursor), (cursor))                                       \
    X(CXCursor, clang_getSpecializedCursorTemplate, (CXCursor cursor), (cursor))                              \
    X(unsigned, clang_CXXMethod_isVirtual, (CXCursor cursor), (cursor))                                       \
    X(unsigned, clang_CXXMethod_isDefaulted, (CXCursor cursor), (cursor))                                     \
    X(CXType, clang_getCursorResultType, (CXCursor cursor), (cursor))                                         \
    X(CXCursor, clang_getCursorReferenced, (CXCursor cursor), (cursor))                                       \
    X(int, clang_Cursor_getStorageClass, (CXCursor cursor), (cursor))                                         \
    X(unsigned, clang_isCursorDefinition, (CXCursor cursor), (cursor))                                        \
    X(int, clang_getCursorLinkage, (CXCursor cursor), (cursor))                                               \
    X(CXType, clang_getCursorType, (CXCursor cursor), (cursor))                                               \
    X(CXType, clang_getCanonicalType, (CXType type), (type))                                                  \
    X(CXString, clang_getTypeSpelling, (CXType type), (type))                                                 \
    X(CXType, clang_getPointeeType, (CXType type), (type))                                                    \
    X(CXCursor, clang_getTypeDeclaration, (CXType type), (type))                                              \
    X(int, clang_getNumArgTypes, (CXType type), (type))                                                       \
    X(CXType, clang_getArgType, (CXType type, unsigned index), (type, index))                                 \
    X(int, clang_Type_getNumTemplateArguments, (CXType type), (type))                                         \
    X(CXType, clang_Type_getTemplateArgumentAsType, (CXType type, unsigned index), (type, index))             \
    X(CXType, clang_getArrayElementType, (CXType type), (type))                                               \
    X(long long, clang_getArraySize, (CXType type), (type))                                                   \
    X(int, clang_getFieldDeclBitWidth, (CXCursor cursor), (cursor))                                           \
    X(long long, clang_Type_getSizeOf, (CXType type), (type))                                                 \
    X(unsigned, clang_isVolatileQualifiedType, (CXType type), (type))                                         \
    X(unsigned, clang_isConstQualifiedType, (CXType type), (type))                                            \
    X(CXEvalResult, clang_Cursor_Evaluate, (CXCursor cursor), (cursor))                                       \
    X(int, clang_EvalResult_getKind, (CXEvalResult result), (result))                                         \
    X(long long, clang_EvalResult_getAsLongLong, (CXEvalResult result), (result))                             \
    X(unsigned, clang_EvalResult_isUnsignedInt, (CXEvalResult result), (result))                              \
    X(void, clang_EvalResult_dispose, (CXEvalResult result), (result))

#define CEDE_LIBCLANG_DECLARE(result, name, parameters, arguments) result name parameters;
CEDE_LIBCLANG_API(CEDE_LIBCLANG_DECLARE)
#undef CEDE_LIBCLANG_DECLARE

/* Loads the library at `path` and binds every function above. Returns NULL, or why it could not be done; the
 * text lives until the next call. Call once, before any other function. */
const char *cede_libclang_load(const char *path);

#endif
