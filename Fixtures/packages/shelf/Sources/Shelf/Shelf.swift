import CShelf

public func twice(_ n: Int) -> Int { Int(cshelf_twice(Int32(n))) }
