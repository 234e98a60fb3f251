package io.countersign.cli.verify;

/** What the server shows does not have the form that the contract gives it. The message says what is missing. */
final class ShownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ShownException(String message) {
        super(message, null, false, false);
    }
}
