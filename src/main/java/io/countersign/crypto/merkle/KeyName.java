package io.countersign.crypto.merkle;

import io.countersign.crypto.MalformedException;

/** The name of a key in signed notes: not empty, without Unicode spaces, plus signs and control characters. */
final class KeyName {

    private static final int NEXT_LINE = 0x85;

    private KeyName() {}

    static String require(String name) {
        if (name.isEmpty() || name.codePoints().anyMatch(KeyName::isForbidden)) {
            throw new MalformedException("key name", "A key's name is not empty and has no blank and no plus sign.");
        }
        return name;
    }

    private static boolean isForbidden(int character) {
        return character == '+'
                || character < ' '
                || character == NEXT_LINE
                || Character.isWhitespace(character)
                || Character.isSpaceChar(character);
    }
}
