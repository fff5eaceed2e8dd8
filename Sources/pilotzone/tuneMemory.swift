import CTCMalloc

/// Memory comes from tcmalloc, which the import links in place of glibc's allocator: one declaration makes a few
/// hundred small objects, and threads hand them to each other. Freed memory stays in the process: bodies of a few
/// hundred kilobytes come by the hundred a second, and pages given back would have to be zeroed again.
func tuneMemory() {
    MallocExtension_SetMemoryReleaseRate(0)
    MallocExtension_SetNumericProperty("tcmalloc.max_total_thread_cache_bytes", 64 << 20)
}
