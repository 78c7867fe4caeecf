// The Swift frontend: Swift bytes -> skeleton, by swift-syntax.
//
// Without the trait `SwiftSyntax` the module is empty but for the error that says so.

import Planning
#if SwiftSyntax
import SwiftParser
import SwiftSyntax
#endif
