// The Swift API over the runtime.

import CedeRuntime

/// Runs tasks that share the CPU.
public enum Cede {}
