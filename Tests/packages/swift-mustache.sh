# Templates: a parser of text and a renderer by mirrors. Nine of its tests fetch cases from the network.
url=https://github.com/hummingbird-project/swift-mustache
version=2.1.1
