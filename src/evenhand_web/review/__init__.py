"""The reviewer's pages: the oath before the file, the file, the draft beside it, and the signature."""
