# A parser of DER and PEM.
url=https://github.com/apple/swift-asn1
version=1.7.4
