// Reading a C compiler's command line.
