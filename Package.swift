// swift-tools-version: 6.2
import PackageDescription

// `library` stands in backticks for searches that take a dot before the bare word for a folder.
// Arrows point down the list in ARCHITECTURE.md only; a core module never imports Workspace.
let package = Package(
    name: "cede",
    products: [
        .executable(name: "cede", targets: ["CedeTool"]),
        Product.`library`(name: "CedeRuntime", targets: ["CedeRuntime"]),
        Product.`library`(name: "Cede", targets: ["Cede"]),
        .plugin(name: "CedeBuild", targets: ["CedeBuild"]),
        .plugin(name: "CedeBuildTool", targets: ["CedeBuildTool"]),
        .plugin(name: "CedeLint", targets: ["CedeLint"]),
    ],
    // Without it nothing of swift-syntax is fetched or built: for packages that only link the runtime, and for a
    // tool that rewrites C alone.
    traits: [
        .trait(name: "SwiftSyntax", description: "The tool also reads Swift."),
        .default(enabledTraits: ["SwiftSyntax"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swiftlang/swift-syntax", "602.0.0"..<"604.0.0"),
    ],
    targets: [
        // What a program gets only if it asks for it stays out: see the Makefile's `blocking` and `none`, and --measure.
        .target(
            name: "CedeRuntime",
            exclude: [
                "posix/posix_io.c", "posix/posix_none.c", "posix/posix_pool.c", "seen/cede-gdb.py", "seen/measure.c",
            ],
            cSettings: [.headerSearchPath(".")]),
        .target(name: "Cede", dependencies: ["CedeRuntime"]),
        .target(name: "CBinding"),
        .target(name: "CLibClang", dependencies: ["CBinding"]),
        .target(name: "CCapstone", dependencies: ["CBinding"]),
        .target(name: "Planning"),
        .target(name: "CFrontend", dependencies: ["CLibClang", "Planning"]),
        .target(
            name: "SwiftFrontend",
            dependencies: [
                "Planning",
                .product(name: "SwiftSyntax", package: "swift-syntax", condition: .when(traits: ["SwiftSyntax"])),
                .product(name: "SwiftParser", package: "swift-syntax", condition: .when(traits: ["SwiftSyntax"])),
            ]),
        .target(name: "Rewriting", dependencies: ["Planning"]),
        .target(name: "Verifying", dependencies: ["CCapstone", "Planning"]),
        .target(name: "Linting", dependencies: ["Planning", "Rewriting"]),
        .target(name: "Reporting", dependencies: ["Planning", "Rewriting", "Linting", "Verifying"]),
        .target(
            name: "Workspace",
            dependencies: [
                "CFrontend", "Launching", "SwiftFrontend", "Linting", "Planning", "Rewriting", "Verifying",
                .product(name: "Yams", package: "Yams"),
            ]),
        .target(name: "Launching"),
        // Not `cede`: file systems that ignore case would take it for `Cede`.
        .executableTarget(
            name: "CedeTool",
            dependencies: [
                "Launching", "Workspace", "Reporting", "Rewriting", "Linting", "CFrontend", "SwiftFrontend", "Planning", "Verifying",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .plugin(
            name: "CedeBuild",
            capability: .command(
                intent: .custom(verb: "cede", description: "Build, run, test, lint or explain through Cede.")),
            dependencies: ["CedeTool"]),
        .plugin(name: "CedeBuildTool", capability: .buildTool(), dependencies: ["CedeTool"]),
        .plugin(name: "CedeLint", capability: .buildTool(), dependencies: ["CedeTool"]),
        .testTarget(name: "LaunchingTests", dependencies: ["Launching"]),
        .testTarget(name: "ReportingTests", dependencies: ["Reporting", "Linting", "Planning"]),
        // At process level: it runs the built tool and links none of it.
        .testTarget(name: "CLITests", dependencies: ["CedeTool"]),
        .target(
            name: "TestSupport",
            dependencies: ["CFrontend", "Launching", "Planning", "Rewriting", "Workspace"],
            path: "Tests/Support"),
        .testTarget(name: "PlanningTests", dependencies: ["Planning"]),
        .testTarget(name: "RewritingTests", dependencies: ["Rewriting", "Planning"]),
        .testTarget(name: "CFrontendTests", dependencies: ["CFrontend", "TestSupport"]),
        .testTarget(
            name: "SwiftFrontendTests", dependencies: ["SwiftFrontend", "TestSupport", "Planning", "Rewriting", "Workspace"]),
        .testTarget(
            name: "LintingTests", dependencies: ["Linting", "Rewriting", "SwiftFrontend", "TestSupport", "Workspace"]),
        .testTarget(name: "VerifyingTests", dependencies: ["Verifying", "TestSupport"]),
        .testTarget(name: "CedeTests", dependencies: ["Cede"]),
        .testTarget(name: "FixtureTests", dependencies: ["TestSupport"]),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu11
)
