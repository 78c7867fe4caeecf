// Where Capstone may be.

import Glibc

public enum Capstone {
    /// The one that is asked for, or where the loader looks.
    public static var paths: [String] {
        if let path = getenv("LIBCAPSTONE_PATH"), path.pointee != 0 { return [String(cString: path)] }
        return ["libcapstone.so.4"]
    }
}
