package io.countersign.crypto.tx;

import io.countersign.crypto.MalformedException;

/** An amount in satoshi, 0 to 21 million bitcoin. */
public record Satoshi(long value) implements Comparable<Satoshi> {

    public static final Satoshi ZERO = new Satoshi(0);
    public static final long MAX = 2_100_000_000_000_000L;

    public Satoshi {
        if (value < 0 || value > MAX) {
            throw new MalformedException("amount", "An amount is 0 to 21,000,000 BTC in satoshi.");
        }
    }

    public static Satoshi of(long value) {
        return new Satoshi(value);
    }

    public Satoshi plus(Satoshi other) {
        return new Satoshi(Math.addExact(value, other.value));
    }

    /** This less {@code other}; refuses what would be below zero. */
    public Satoshi minus(Satoshi other) {
        return new Satoshi(Math.subtractExact(value, other.value));
    }

    @Override
    public int compareTo(Satoshi other) {
        return Long.compare(value, other.value);
    }
}
