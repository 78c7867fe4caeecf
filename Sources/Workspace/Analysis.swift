// One source, analysed: the pipeline every command runs, from bytes to plan and rewritten bytes.

import CFrontend
import Planning
import Rewriting

public struct Analysed: Sendable {
    public var plan: Plan
    public var rewritten: Rewritten
    public var diagnostics: [CDiagnostic]
    private let skeleton: Skeleton
    private let calls: CallCosts
    private let bytes: [UInt8]

    init(
        _ skeleton: Skeleton, _ bytes: [UInt8], plan: Plan, rewritten: Rewritten, diagnostics: [CDiagnostic],
        calls: CallCosts
    ) {
        self.skeleton = skeleton
        self.bytes = bytes
        self.plan = plan
        self.rewritten = rewritten
        self.diagnostics = diagnostics
        self.calls = calls
    }

    /// What is proven about the plan. Worked out anew each time: compiling needs none of it.
    public var bounds: [FunctionBound] { plan.bounds(skeleton, calls) }

    /// What a measuring build compiles.
    public var measured: Rewritten {
        rewritten.measured(bytes, by: plan, plan.witnessBounds(skeleton, bounds))
    }

    /// The rewritten text with its own summary in it.
    public var summarized: Rewritten { rewritten.carrying(Summary.text(bounds), bytes) }
}

extension CSource {
    /// What the source must be given to declare the check; nothing when its preprocessor did.
    public var prelude: Prelude? {
        if isPreprocessed { return nil }
        return isCxx ? .cxx(isConstexpr: hasConstexprStatements) : .c
    }
}

/// Loads libclang on first use, then keeps it.
public final class Analyser {
    private let planner: Planner
    /// A library to be used rather than the usual one.
    private let preferred: String?
    private var frontend: CFrontend?

    public init(budget: Cost?, preferring library: String? = nil) {
        preferred = library
        var options = Planner.Options()
        if let budget { options.budget = budget }
        planner = Planner(options)
    }

    public func analyse(_ source: CSource) throws(CFrontendError) -> Analysed {
        let frontend = try loaded()
        let (skeleton, diagnostics) = try frontend.lower(source)
        let plan = planner.plan(skeleton)
        let rewritten = rewriteC(source.bytes, by: plan, prelude: source.prelude)
        return Analysed(
            skeleton, source.bytes, plan: plan, rewritten: rewritten, diagnostics: diagnostics,
            calls: planner.options.calls
        )
    }

    private func loaded() throws(CFrontendError) -> CFrontend {
        if let frontend { return frontend }
        let made = try CFrontend(libclang: preferred)
        frontend = made
        return made
    }
}
