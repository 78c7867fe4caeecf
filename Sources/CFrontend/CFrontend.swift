// The C frontend: C bytes -> skeleton, by libclang.

import Planning

/// A loaded libclang. Making one costs 5 to 40 ms, so a process makes one.
public final class CFrontend {
    /// `libclang`: the shared library to load; by default `LIBCLANG_PATH`, the system's, or Swift's own.
    public init(libclang: String? = nil) throws(CFrontendError) {
        throw .noLibClang(tried: [])
    }

    /// Lowers one source. Errors inside single functions exclude those functions and are in `diagnostics`;
    /// what stops the parser as a whole is thrown.
    public func lower(_ source: CSource) throws(CFrontendError) -> (skeleton: Skeleton, diagnostics: [CDiagnostic]) {
        throw .notParsed([])
    }
}
