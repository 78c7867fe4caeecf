# Command lines by property wrappers and mirrors; plugins and the tools they run.
url=https://github.com/apple/swift-argument-parser
version=1.8.2
