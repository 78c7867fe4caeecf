// Whether a source holds some words at all: every source is asked, and hardly any does.

import Glibc

extension [UInt8] {
    public func holds(_ words: String) -> Bool {
        var words = words
        return words.withUTF8 { words in
            withUnsafeBytes { text in
                guard let start = text.baseAddress, let first = words.baseAddress, words.count > 0 else { return false }
                var i = 0
                while let found = memchr(start + i, Int32(first.pointee), text.count - i) {
                    i = UnsafeRawPointer(found) - start
                    if i + words.count > text.count { return false }
                    if memcmp(found, first, words.count) == 0 { return true }
                    i += 1
                }
                return false
            }
        }
    }
}
