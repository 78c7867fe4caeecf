// One source, analysed: the pipeline every command runs, from bytes to plan and rewritten bytes.

import CFrontend
import Planning
import Rewriting

public struct Analysed: Sendable {
    public var plan: Plan
    /// The source.
    public var rewritten: Rewritten
    public var diagnostics: [CDiagnostic] { unit.diagnostics }
    /// Every file that its parser read.
    public var read: [String] { unit.read }
    private let unit: LoweredUnit
    public let calls: CallCosts
    public var skeleton: Skeleton { unit.skeleton }
    private var bytes: [UInt8] { unit.bytes }

    init(_ unit: LoweredUnit, plan: Plan, prelude: Prelude?, calls: CallCosts) {
        self.unit = unit
        self.plan = plan
        let all = rewriteC(unit.bytes, by: plan, prelude: prelude)
        rewritten = unit.files.count == 1 ? all : all.first(unit.files[0].range.count, of: unit.bytes)
        self.calls = calls
    }

    /// What is to be inserted into the project's headers, if the other units that read them agree.
    public var headers: [(share: HeaderShare, bytes: ArraySlice<UInt8>)] {
        unit.files.dropFirst().map { (share(of: $0), unit.bytes[$0.range]) }
    }

    /// The same of the source itself, in case another one includes it.
    public var asHeader: HeaderShare { share(of: unit.files[0]) }

    private func share(of file: SourceFile) -> HeaderShare {
        HeaderShare(
            path: Files.resolved(file.path) ?? file.path, plan, skeleton, in: file.range,
            forbidden: unit.forbidden)
    }

    /// What is proven about the plan. Worked out anew each time: compiling needs none of it.
    public var bounds: [FunctionBound] { DeepStack.run { plan.bounds(skeleton, calls) } }

    /// What a measuring build compiles.
    public var measured: Rewritten {
        rewritten.measured(bytes, by: plan, plan.witnessBounds(skeleton, bounds))
    }

    /// The rewritten text with its own summary in it.
    public var summarized: Rewritten {
        rewritten.carrying([.bounds(Summary.text(bounds)), .cycles(PlannedCycle.text(plan, of: skeleton))], bytes)
    }
}

extension CSource {
    /// What the source must be given to declare the check; nothing when its preprocessor did.
    public var prelude: Prelude? {
        if isPreprocessed { return nil }
        return isCxx ? .cxx(isConstexpr: hasConstexprStatements) : .c
    }
}

/// Loads libclang on first use, then keeps it. Each source is analysed by the configuration nearest to it, unless one is
/// given for all.
public final class Analyser {
    private let budget: Cost?
    private var configurations: Configurations
    /// A library to be used rather than the usual one.
    private let preferred: String?
    private var frontend: CFrontend?

    public init(
        budget: Cost?, _ configurations: Configurations = Configurations(), preferring library: String? = nil
    ) {
        self.budget = budget
        self.configurations = configurations
        preferred = library
    }

    /// Throws `CFrontendError`, or `ConfigurationError`.
    public func analyse(_ source: CSource) throws -> Analysed {
        let configuration = try configurations.nearest(to: source.path)
        let planner = Planner(configuration.planning(budget: budget))
        let frontend = try loaded()
        let result = DeepStack.run { () -> Result<Analysed, CFrontendError> in
            Result { () throws(CFrontendError) in
                var unit = try frontend.lower(source)
                unit.skeleton.exclude(
                    named: configuration.noYield, as: .noYield("\(configuration.path ?? "") names it"))
                let plan = planner.plan(unit.skeleton)
                return Analysed(unit, plan: plan, prelude: source.prelude, calls: planner.options.calls)
            }
        }
        return try result.get()
    }

    private func loaded() throws(CFrontendError) -> CFrontend {
        if let frontend { return frontend }
        let made = try CFrontend(libclang: preferred)
        frontend = made
        return made
    }
}

extension CFrontendError {
    /// Where and why, for a message in the compiler's style.
    public func summary(of path: String) -> (place: String, reason: String) {
        switch self {
        case .noLibClang: return (path, description)
        case .notParsed(let diagnostics):
            guard let worst = diagnostics.first(where: { $0.severity == .fatal }) ?? diagnostics.first else {
                return (path, "the source could not be parsed")
            }
            return (worst.place.description, worst.message)
        }
    }

    /// What to do about it.
    public var remedy: String {
        switch self {
        case .noLibClang: "then try again"
        case .notParsed: "give the flags it is compiled with after --"
        }
    }
}
