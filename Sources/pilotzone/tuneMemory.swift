import CTCMalloc

/// Memory comes from tcmalloc, which the import links in place of glibc's allocator: one declaration makes a few
/// hundred small objects, and threads hand them to each other through the caches that this makes larger.
func tuneMemory() {
    MallocExtension_SetNumericProperty("tcmalloc.max_total_thread_cache_bytes", 64 << 20)
}
