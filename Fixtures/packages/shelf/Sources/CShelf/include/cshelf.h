int cshelf_twice(int n);
