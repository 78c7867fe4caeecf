// Swift among the sources of a command: no flags, no headers, each file by itself.

import Planning
import SwiftFrontend
import Workspace

func isSwift(_ path: String) -> Bool { path.hasSuffix(".swift") }

func analysedSwift(_ path: String, _ bytes: [UInt8], budget: Cost?) throws -> AnalysedSwift {
    var configurations = Configurations()
    let configuration = try configurations.nearest(to: path)
    do {
        return try AnalysedSwift(SwiftSource(path: path, bytes: bytes), budget: budget, configuration)
    } catch {
        let (place, reason) = error.summary(of: path)
        throw Trouble(message: "\(place): error: not analysed: \(reason)", code: Trouble.input)
    }
}
