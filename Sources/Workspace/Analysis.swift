// One source, analysed: the pipeline every command runs, from bytes to plan and rewritten bytes.

import CFrontend
import Planning
import Rewriting

public struct Analysed: Sendable {
    public var plan: Plan
    public var rewritten: Rewritten
    public var diagnostics: [CDiagnostic]
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
        return Analysed(plan: plan, rewritten: rewritten, diagnostics: diagnostics)
    }

    private func loaded() throws(CFrontendError) -> CFrontend {
        if let frontend { return frontend }
        let made = try CFrontend(libclang: preferred)
        frontend = made
        return made
    }
}
