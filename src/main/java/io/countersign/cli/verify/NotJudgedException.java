package io.countersign.cli.verify;

/** Something could not be judged: a file is missing, or the server does not answer. That is neither right nor wrong. */
public final class NotJudgedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotJudgedException(String message) {
        super(message, null, false, false);
    }
}
