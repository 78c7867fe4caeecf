// One Swift source, analysed: the pipeline of `Analysis.swift`, for files that need no compiler flags.

import Planning
import Rewriting
import SwiftFrontend

public struct AnalysedSwift: Sendable {
    public var plan: Plan
    public var rewritten: Rewritten
    public let diagnostics: [SwiftDiagnostic]
    public let skeleton: Skeleton
    /// Of the skeleton's functions.
    public let links: CallLinks
    public let calls: CallCosts
    /// When it was asked for.
    public let concurrency: Concurrency?
    public let importsAPI: Bool

    /// `configuration`: as one says that holds for the source.
    public init(
        _ source: SwiftSource, budget: Cost?, _ configuration: Configuration, findsConcurrency: Bool = false
    ) throws(SwiftFrontendError) {
        let options = configuration.planning(budget: budget)
        let done = DeepStack.run { () -> Result<(LoweredSwift, Plan), SwiftFrontendError> in
            Result { () throws(SwiftFrontendError) in
                var lowered = try SwiftFrontend.lower(source, findsConcurrency: findsConcurrency)
                lowered.skeleton.exclude(
                    named: configuration.noYield, as: .noYield("\(configuration.path ?? "") names it"))
                return (lowered, Planner(options).plan(lowered.skeleton, lowered.links))
            }
        }
        let lowered: LoweredSwift
        (lowered, plan) = try done.get()
        skeleton = lowered.skeleton
        links = lowered.links
        diagnostics = lowered.diagnostics
        rewritten = rewriteSwift(source.bytes, by: plan)
        calls = options.calls
        concurrency = lowered.concurrency
        importsAPI = lowered.importsAPI
    }

    /// What is proven about the plan.
    public var bounds: [FunctionBound] { DeepStack.run { plan.bounds(skeleton, calls) } }
}

extension SwiftFrontendError {
    /// Where and why, for a message in the compiler's style.
    public func summary(of path: String) -> (place: String, reason: String) {
        switch self {
        case .notParsed(let place, let words): (place.description, words)
        case .builtWithoutSwift: (path, "this cede was built without Swift (the trait SwiftSyntax)")
        }
    }
}

extension RewrittenTree {
    /// Adds Swift sources, which no other file has a say about: only what has changed since `known` is analysed.
    public mutating func add(swift paths: [String], known: RewriteState? = nil, budget: Cost?) {
        var contents = FileDigests()
        let old = RewriteState.usable(known, budget: budget)
        var stale: [String] = []
        var configurations = Configurations()
        var keys: [String: String] = [:]
        for path in paths {
            // One that is wrong is told with the analysis.
            let key = path + " " + ((try? configurations.nearest(to: path))?.digest ?? "")
            keys[path] = key
            if old.isFresh(key, &contents) {
                state.keep(key, from: old)
                warnings += state.warnings(key)
            } else {
                stale.append(path)
            }
        }
        analysed += stale.count
        unchanged += paths.count - stale.count
        let results = Parallel.map(stale, sizes: stale.map(Files.size)) {
            var configurations = Configurations()
            return { Self.rewritten(swift: $0, budget, &configurations) }
        }
        for (path, result) in zip(stale, results) {
            switch result {
            case .success(let source):
                files.append(File(path: path, original: source.original, rewritten: source.rewritten, isHeader: false))
                warnings += source.warnings
                entries += source.entries
                contents.note(path, source.digest)
                state.note(keys[path] ?? path, inputs: [path], warnings: source.warnings, &contents)
            case .failure(let failure):
                errors.append(failure.message)
                if let bytes = failure.original {
                    files.append(
                        File(path: path, original: bytes, rewritten: Rewritten(unchanged: bytes), isHeader: false))
                }
            }
        }
    }

    /// What is kept of an analysis: memory that the next one takes is in the caches.
    private struct RewrittenSource {
        var original: [UInt8]
        var digest: Digest
        var rewritten: Rewritten
        var warnings: [String]
        var entries: [Plan.Entry]
    }

    private struct Failure: Error {
        var message: String
        var original: [UInt8]?
    }

    private static func rewritten(
        swift path: String, _ budget: Cost?, _ configurations: inout Configurations
    ) -> Result<RewrittenSource, Failure> {
        let bytes: [UInt8]
        do {
            bytes = try Files.read(path)
        } catch {
            return .failure(Failure(message: error.description))
        }
        do {
            let source = SwiftSource(path: path, bytes: bytes)
            let unit = try AnalysedSwift(source, budget: budget, try configurations.nearest(to: path))
            return .success(
                RewrittenSource(
                    original: bytes, digest: Digest(bytes), rewritten: unit.rewritten, warnings: unit.warnings,
                    entries: unit.plan.entries))
        } catch let error as SwiftFrontendError {
            let (place, reason) = error.summary(of: path)
            return .failure(
                Failure(message: "\(place): error: not analysed, left as it is: \(reason)", original: bytes))
        } catch {
            return .failure(Failure(message: "\(error)", original: bytes))
        }
    }
}

extension AnalysedSwift {
    /// What to tell about it: doubtful marks, and what it leaves without a check.
    var warnings: [String] {
        diagnostics.map(\.description) + plan.entries.filter { $0.reason.leavesCycleUnchecked && !$0.reason.isOnPurpose }.map {
            "\($0.place): warning: left without a check: \($0.reason)"
        }
    }
}
