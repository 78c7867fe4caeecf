# BoringSSL's C and C++, and Swift around it.
url=https://github.com/apple/swift-crypto
version=4.5.2
