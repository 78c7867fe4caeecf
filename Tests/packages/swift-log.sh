# The logging API that servers share.
url=https://github.com/apple/swift-log
version=1.16.2
