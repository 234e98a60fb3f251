package io.countersign.crypto.tx;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A fee rate in satoshi per virtual byte, rounded half up to two places. */
public record FeeRate(BigDecimal satPerVbyte) implements Comparable<FeeRate> {

    public FeeRate {
        satPerVbyte = satPerVbyte.setScale(2, RoundingMode.HALF_UP);
    }

    /** The rate of {@code fee} over {@code virtualSize} vB. */
    public static FeeRate of(Satoshi fee, long virtualSize) {
        return new FeeRate(
                BigDecimal.valueOf(fee.value()).divide(BigDecimal.valueOf(virtualSize), 2, RoundingMode.HALF_UP));
    }

    @Override
    public int compareTo(FeeRate other) {
        return satPerVbyte.compareTo(other.satPerVbyte);
    }
}
