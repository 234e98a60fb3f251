package io.countersign.platform.config;

/** Encrypts the server's own secrets before they go into the database, under a key that never goes there. */
public interface Sealer {

    /** @param context where the secret belongs, such as table and row: only there can it be opened again */
    byte[] seal(byte[] plain, String context);

    /** The reverse of {@link #seal}; fails for bytes that were changed, moved, or sealed under another key. */
    byte[] open(byte[] sealed, String context);
}
