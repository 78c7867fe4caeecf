import CSums
import Sums

print(total(1000), csums_sum(1000), greeting(), #filePath.hasSuffix("Sources/mixed/main.swift"))
