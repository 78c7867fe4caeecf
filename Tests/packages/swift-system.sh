# System calls and file paths; C beside them.
url=https://github.com/apple/swift-system
version=1.8.1
