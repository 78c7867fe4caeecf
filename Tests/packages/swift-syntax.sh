# The parser of Swift that cede itself uses. Its parser's tests alone: all take hours with every check yielding.
url=https://github.com/swiftlang/swift-syntax
version=603.0.1
tests='--filter SwiftParserTest.ExpressionTests --filter SwiftParserTest.StatementTests --filter SwiftParserTest.DeclarationTests'
