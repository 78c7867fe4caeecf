// Where the tests find compilers, fixtures and headers.

import Foundation
import Launching

public enum Compiler: String, Sendable, CaseIterable, CustomStringConvertible {
    case clang, gcc
    public var description: String { rawValue }

    /// The driver for sources of this kind.
    public func driver(_ dialect: Dialect) -> String {
        dialect.isCxx ? (self == .clang ? "clang++" : "g++") : rawValue
    }
}

public enum Toolchain {
    public static let packageRoot = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Where `cede_check.h` is.
    public static let includes = packageRoot.appendingPathComponent("Sources/CedeRuntime/include").path
    public static let checkHeader = includes + "/cede_check.h"

    /// The directory of clang's own headers.
    public static let clangResources: String = {
        guard let scratch = try? Scratch(),
            let outcome = try? run(["clang", "-print-resource-dir"], in: scratch)
        else { return "" }
        return outcome.text.trimmingCharacters(in: .whitespacesAndNewlines)
    }()

    /// The libclang that the Swift toolchain brings along, if it is there.
    public static let swiftLibClang: String? = {
        let resources = URL(fileURLWithPath: clangResources)  // usr/lib/clang/21
        let library = resources.deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("libclang.so").path
        return FileManager.default.fileExists(atPath: library) ? library : nil
    }()

    /// The folder that holds libclang-dev's `clang-c/Index.h`.
    public static let libclangHeaders: String? = (14...21).map { "/usr/lib/llvm-\($0)/include" }
        .first { FileManager.default.fileExists(atPath: $0 + "/clang-c/Index.h") }
}
