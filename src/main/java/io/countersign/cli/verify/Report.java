package io.countersign.cli.verify;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.merkle.NoteRefusedException;
import java.util.ArrayList;
import java.util.List;

/** What a verification found. Every lie is named, not only the first. */
final class Report {

    private final List<Finding> findings = new ArrayList<>();

    /** Something was looked at and is right. */
    void right(String check, String detail) {
        findings.add(new Finding(check, true, detail));
    }

    /** Something is not as it must be. */
    void wrong(String check, String detail) {
        findings.add(new Finding(check, false, detail));
    }

    /** Names what is wrong where it does not hold. */
    void require(boolean holds, String check, String otherwise) {
        if (!holds) {
            wrong(check, otherwise);
        }
    }

    /** Names what is wrong where the two differ. */
    void requireSame(Object expected, Object shown, String check, String what) {
        require(
                expected.equals(shown),
                check,
                "%s is %s, and the server shows %s.".formatted(what, shortened(expected), shortened(shown)));
    }

    /** Runs a check that may find what it reads to be no such thing at all. */
    void attempt(String check, Runnable work) {
        try {
            work.run();
        } catch (MalformedException | NoteRefusedException | ShownException e) {
            wrong(check, String.valueOf(e.getMessage()));
        }
    }

    void add(Report other) {
        findings.addAll(other.findings);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    boolean isRight() {
        return findings.stream().allMatch(Finding::isRight);
    }

    /** How many things have been found wrong so far. */
    long faults() {
        return findings.stream().filter(finding -> !finding.isRight()).count();
    }

    private static String shortened(Object value) {
        String text = value.toString();
        return text.length() <= 160 ? text : text.substring(0, 157) + "...";
    }
}
