# File paths; a small package with a test framework of its own.
url=https://github.com/kylef/PathKit
version=1.0.1
