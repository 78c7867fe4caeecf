# Arbitrarily large integers: loops over words.
url=https://github.com/attaswift/BigInt
version=6.0.1
