import CMalloc

/// Keeps freed memory in the process: bodies of a few hundred kilobytes come by the hundred a second, and with glibc's
/// defaults each was given back to the system and the next had to be zeroed.
func tuneMemory() {
    mallopt(M_MMAP_THRESHOLD, 32 << 20)
    mallopt(M_TRIM_THRESHOLD, 256 << 20)
    mallopt(M_TOP_PAD, 16 << 20)
}
