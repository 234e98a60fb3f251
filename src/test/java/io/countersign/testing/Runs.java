package io.countersign.testing;

/** How often tests that draw their cases at random run: a twentieth of the stated number, and all of it with {@code -Pfull}. */
public final class Runs {

    private static final boolean FULL = Boolean.getBoolean("runs.full");

    private Runs() {}

    /** Whether all that is stated runs. */
    public static boolean areFull() {
        return FULL;
    }

    /** @param stated the number of cases of a full run */
    public static int of(int stated) {
        return FULL ? stated : Math.max(1, stated / 20);
    }

    /** The same, for runs so dear that less than a twentieth is usual. */
    public static int of(int stated, int usual) {
        return FULL ? stated : usual;
    }
}
