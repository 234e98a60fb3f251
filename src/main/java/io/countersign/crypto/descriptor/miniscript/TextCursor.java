package io.countersign.crypto.descriptor.miniscript;

import io.countersign.crypto.MalformedException;

/** Reads a miniscript's text from left to right. */
final class TextCursor {

    /** Far more than any wallet needs, and little enough that no script of it comes near the weight of a transaction. */
    private static final int MOST_CHARACTERS = 32_768;

    private final String text;
    private int at;

    TextCursor(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new MalformedException(
                    Expression.FORMAT, "A miniscript has at most %d characters.".formatted(MOST_CHARACTERS));
        }
        this.text = text;
    }

    /** Lower-case letters, digits and underscores, as many as there are. */
    String word() {
        int start = at;
        while (at < text.length() && isOfWord(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    /** Passes {@code expected}, if it comes next. */
    boolean skip(char expected) {
        boolean isNext = at < text.length() && text.charAt(at) == expected;
        at += isNext ? 1 : 0;
        return isNext;
    }

    void require(char expected) {
        if (!skip(expected)) {
            throw malformed("Expected %s at character %d.".formatted(expected, at));
        }
    }

    void requireEnd() {
        if (at < text.length()) {
            throw malformed("The miniscript ends at character %d, but more text follows.".formatted(at));
        }
    }

    /** An argument up to the next comma or closing parenthesis that is not inside parentheses of its own. */
    String argument() {
        int start = at;
        int depth = 0;
        while (at < text.length() && !(depth == 0 && isEndOfArgument(text.charAt(at)))) {
            depth += depthOf(text.charAt(at));
            at++;
        }
        return text.substring(start, at);
    }

    /** A number without a sign and without leading zeros, below 2^31. */
    long number() {
        String digits = word();
        boolean isFormed =
                digits.length() <= 10 && digits.matches("0|[1-9][0-9]*") && Long.parseLong(digits) < 1L << 31;
        if (!isFormed) {
            throw malformed("Expected a number below 2147483648 before character %d.".formatted(at));
        }
        return Long.parseLong(digits);
    }

    int smallNumber() {
        return (int) number();
    }

    MalformedException malformed(String message) {
        return new MalformedException(Expression.FORMAT, at, message);
    }

    private static boolean isOfWord(char character) {
        return character >= 'a' && character <= 'z' || character >= '0' && character <= '9' || character == '_';
    }

    private static boolean isEndOfArgument(char character) {
        return character == ',' || character == ')';
    }

    private static int depthOf(char character) {
        return character == '(' ? 1 : character == ')' ? -1 : 0;
    }
}
