// Keeps a project whose folder has no file yet from being an error for `tsc -b`.
export {}
