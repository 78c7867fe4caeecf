import ArgumentParser
struct Rewrite: ParsableCommand {}
