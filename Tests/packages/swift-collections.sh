# Deques, ordered sets, heaps, hash trees, ropes; its tests check thousands of generated cases each.
url=https://github.com/apple/swift-collections
version=1.6.0
