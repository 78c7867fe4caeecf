// The top of the git work tree around a folder: what code hosts count paths from. Found as git itself does, by the `.git`
// on the way up, which is a folder, or a file in submodules and further work trees; asking git costs a process.

extension Files {
    public static func workTree(around folder: String) -> String? {
        var top = absolute(folder, in: "/")
        while kind(top + "/.git") == .missing {
            if top == "/" { return nil }
            top = parent(top)
        }
        return top
    }
}
