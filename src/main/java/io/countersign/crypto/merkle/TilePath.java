package io.countersign.crypto.merkle;

import io.countersign.crypto.MalformedException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a hash tile (C2SP tlog-tiles): up to 256 neighbouring hashes of the tree's level 8 * {@code level}.
 *
 * @param width how many hashes a partial tile has, 1 to 255; 256 for a full one
 */
public record TilePath(int level, long index, int width) {

    public static final int FULL = 256;

    /** Levels of the tree between two levels of tiles. */
    public static final int HEIGHT = 8;

    private static final String FORMAT = "tile path";
    private static final int MOST_LEVEL = 63;
    private static final Pattern LEVEL = Pattern.compile("0|[1-9][0-9]?");
    private static final Pattern PLACE = Pattern.compile("((?:x[0-9]{3}/){0,5})([0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    public TilePath {
        if (level < 0 || level > MOST_LEVEL || index < 0 || width < 1 || width > FULL) {
            throw malformed();
        }
    }

    /** Reads {@code tile/<L>/<N>[.p/<W>]}. */
    public static TilePath parse(String path) {
        String[] parts = path.split("/", 3);
        if (parts.length != 3 || !parts[0].equals("tile")) {
            throw malformed();
        }
        return parse(parts[1], parts[2]);
    }

    /** Reads the level, and the index with its width as the path has them. */
    public static TilePath parse(String level, String place) {
        Matcher matcher = PLACE.matcher(place);
        if (!LEVEL.matcher(level).matches() || !matcher.matches()) {
            throw malformed();
        }
        String digits = matcher.group(1).replaceAll("[x/]", "") + matcher.group(2);
        TilePath path = new TilePath(
                Integer.parseInt(level),
                Long.parseLong(digits),
                matcher.group(3) == null ? FULL : Integer.parseInt(matcher.group(3)));
        // A tile has one path: no leading x000, and no partial tile of full width.
        if (!path.toString().equals("tile/" + level + "/" + place)) {
            throw malformed();
        }
        return path;
    }

    public boolean isFull() {
        return width == FULL;
    }

    /** The level of the tree whose hashes the tile has. */
    public int treeLevel() {
        return level * HEIGHT;
    }

    /** The position of the tile's first hash within its level of the tree. */
    public long firstPosition() {
        return index * FULL;
    }

    /** Whether a tree of {@code size} leaves has all the hashes of the tile. */
    public boolean isWithin(long size) {
        return treeLevel() < Long.SIZE - 1 && (size >> treeLevel()) - firstPosition() >= width;
    }

    @Override
    public String toString() {
        return "tile/" + level + "/" + place(index, width);
    }

    static String place(long index, int width) {
        StringBuilder place = new StringBuilder("%03d".formatted(index % 1_000));
        for (long rest = index / 1_000; rest > 0; rest /= 1_000) {
            place.insert(0, "x%03d/".formatted(rest % 1_000));
        }
        return width == FULL ? place.toString() : place + ".p/" + width;
    }

    private static MalformedException malformed() {
        return new MalformedException(FORMAT, "A tile's path reads tile/<0..63>/<x001/.../234>[.p/<1..255>].");
    }
}
