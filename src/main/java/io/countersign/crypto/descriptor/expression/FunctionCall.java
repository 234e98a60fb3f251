package io.countersign.crypto.descriptor.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code name(arguments)} as text, the arguments not yet parted. */
record FunctionCall(String name, String arguments) {

    /** Empty where the text is not one call from its first to its last character. */
    static Optional<FunctionCall> of(String text) {
        int open = text.indexOf('(');
        boolean isCall = open > 0 && text.endsWith(")") && isName(text.substring(0, open));
        if (!isCall) {
            return Optional.empty();
        }
        String inside = text.substring(open + 1, text.length() - 1);
        return isBalanced(inside) ? Optional.of(new FunctionCall(text.substring(0, open), inside)) : Optional.empty();
    }

    /** The arguments, parted by the commas that stand in no parentheses or braces of their own. */
    List<String> parts() {
        return split(arguments);
    }

    static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(' || c == '{') {
                depth++;
            } else if (c == ')' || c == '}') {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** True where no parenthesis closes what was not opened before it, and none stays open. */
    private static boolean isBalanced(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth < 0) {
                return false;
            }
        }
        return depth == 0;
    }

    private static boolean isName(String text) {
        return text.chars().allMatch(c -> c >= 'a' && c <= 'z' || c == '_');
    }
}
