package io.countersign.cli.signer;

/** What a signer will not sign, in one sentence. */
public final class SigningRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SigningRefusedException(String sentence) {
        super(sentence);
    }
}
