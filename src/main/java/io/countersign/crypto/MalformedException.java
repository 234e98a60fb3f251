package io.countersign.crypto;

import java.util.Objects;

/**
 * Bytes or text that do not have the form of their standard. The message says what was wrong and what would be right; it never
 * repeats unbounded or secret input.
 */
public final class MalformedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String format;
    private final int offset;

    /**
     * @param format what was being read, such as {@code psbt} or {@code descriptor}
     * @param offset bytes or characters from the start, or -1 where no position can be named
     * @param message one sentence for the caller
     */
    public MalformedException(String format, int offset, String message) {
        super(message, null, false, false);
        this.format = format;
        this.offset = offset;
    }

    public MalformedException(String format, String message) {
        this(format, -1, message);
    }

    /** The sentence for the caller, never null. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public String format() {
        return format;
    }

    public int offset() {
        return offset;
    }
}
