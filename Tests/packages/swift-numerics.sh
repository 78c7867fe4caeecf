# Real and complex numbers; generic code, a little C for the C library.
url=https://github.com/apple/swift-numerics
version=1.1.1
