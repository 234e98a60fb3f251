package io.countersign.cli.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Tells the story as a person likes to read it: chapters, who does what, and what the server answered. */
final class Narrator {

    private static final int END_OF_ID = 6;
    private static final long SAT_PER_BTC = 100_000_000L;

    private final PrintStream out;
    private int chapters;

    Narrator(PrintStream out) {
        this.out = out;
    }

    void say(String sentence) {
        out.println(sentence);
    }

    void chapter(String title) {
        chapters++;
        out.println();
        out.println(chapters + ". " + title);
    }

    /** One person's deed. */
    void tell(Person who, String deed) {
        tell(who.name(), deed);
    }

    void tell(String who, String deed) {
        out.printf("   %-7s%s%n", who, deed);
    }

    /** A deed and the status of the answer. */
    void tell(Person who, String deed, Reply reply) {
        tell(who, "%s  -> %d".formatted(deed, reply.status()));
    }

    /** The same and what is worth knowing of the answer. */
    void tell(Person who, String deed, Reply reply, String answer) {
        tell(who, "%s  -> %d %s".formatted(deed, reply.status(), answer));
    }

    void note(String text) {
        out.println("          " + text);
    }

    /** The end of an id: ids made soon after each other begin alike. */
    static String shortId(String id) {
        return id.length() <= END_OF_ID ? id : ".." + id.substring(id.length() - END_OF_ID);
    }

    /** {@code 0.00333333 BTC (333,333 sat)}. */
    static String amount(long sat) {
        return String.format(Locale.ROOT, "%d.%08d BTC (%,d sat)", sat / SAT_PER_BTC, sat % SAT_PER_BTC, sat);
    }
}
