// swift-tools-version: 6.3;(experimentalCGen)
import PackageDescription

// A target that asks for Cede itself: with CEDE=1 in the environment its sources are rewritten and linted by plugins, in
// any build. The placeholder is what SwiftPM finds instead of them; without CEDE they are compiled as in any package.
let cede = Context.environment["CEDE"] == "1"

let package = Package(
    name: "optin",
    dependencies: [
        .package(name: "cede", path: Context.environment["CEDE_PACKAGE"] ?? "../../..", traits: [])
    ],
    targets: [
        .executableTarget(name: "optin", dependencies: ["COptin"]),
        .target(
            name: "COptin", dependencies: [.product(name: "CedeRuntime", package: "cede")],
            sources: cede ? ["_cede.c"] : nil, cSettings: [.headerSearchPath(".")],
            plugins: cede
                ? [.plugin(name: "CedeBuildTool", package: "cede"), .plugin(name: "CedeLint", package: "cede")] : []),
    ])
