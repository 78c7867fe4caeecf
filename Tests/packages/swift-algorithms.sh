# Lazy sequences and collection algorithms.
url=https://github.com/apple/swift-algorithms
version=1.2.1
