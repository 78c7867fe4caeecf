# Networking: event loops, buffers, atomics and C. The core's tests; those of sockets need threads that wait for each other.
url=https://github.com/apple/swift-nio
version=2.101.2
tests='--filter NIOCoreTests --filter NIOEmbeddedTests --filter NIOConcurrencyHelpersTests'
