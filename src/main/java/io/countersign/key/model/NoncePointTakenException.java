package io.countersign.key.model;

/** Another contribution took a point of a nonce at the same moment: judged again, the offender is named. */
public final class NoncePointTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NoncePointTakenException() {
        super("a nonce point was taken by another contribution", null, false, false);
    }
}
