# Dumps and differences of values by mirrors; macros are built with it.
url=https://github.com/pointfreeco/swift-custom-dump
version=1.7.3
