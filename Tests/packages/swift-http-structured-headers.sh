# A parser of header fields, byte by byte.
url=https://github.com/apple/swift-http-structured-headers
version=1.7.0
