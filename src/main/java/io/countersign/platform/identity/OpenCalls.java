package io.countersign.platform.identity;

/** Calls that need no token because a setting opens them. With a token they are the caller's own all the same. */
public interface OpenCalls {

    /** @param path as the router matches it */
    boolean isOpen(String path);
}
