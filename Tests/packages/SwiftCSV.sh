# A parser of comma-separated values: state machines over characters.
url=https://github.com/swiftcsv/SwiftCSV
version=0.10.0
