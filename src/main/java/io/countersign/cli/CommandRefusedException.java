package io.countersign.cli;

/** A command can't do what it is asked to. The message is for the operator: what is wrong, and what would be right. */
final class CommandRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandRefusedException(String message) {
        super(message);
    }

    CommandRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
