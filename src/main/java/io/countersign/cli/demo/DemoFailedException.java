package io.countersign.cli.demo;

/** Why the demo can't go on, in a sentence for the person who runs it. */
public final class DemoFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoFailedException(String sentence) {
        super(sentence);
    }
}
