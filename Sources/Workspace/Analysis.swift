// One source, analysed: the pipeline every command runs, from bytes to plan and rewritten bytes.
