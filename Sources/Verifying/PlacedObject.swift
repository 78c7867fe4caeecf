// An object's bytes with each section at the address that it has in its image, so that an address is one place of it, as it is
// in a program: both addr2line then find debug lines without being told a section, which LLVM's cannot be.
//
// The index of addresses that gcc writes (`.debug_aranges`) is taken out, since LLVM's programs do not relocate it; without one they
// look at the units themselves. Rejected: `objcopy --change-section-address`, which knows sections by names that several may have.

extension ElfFile {
    /// `nil` for what is linked: it has its addresses.
    public var placed: [UInt8]? {
        guard kind == .object else { return nil }
        var result = Array(bytes)
        func write(_ value: UInt64, _ size: Int, at place: Int) {
            for i in 0..<size { result[place + i] = UInt8(truncatingIfNeeded: value >> UInt64(8 * i)) }
        }
        let addresses = Image.addresses(of: self)
        for (i, section) in sections.enumerated() {
            if let address = addresses[i] { write(address, 8, at: section.header + 0x10) }
            // One without bytes.
            if section.name == ".debug_aranges" { write(8, 4, at: section.header + 4) }
        }
        return result
    }
}
