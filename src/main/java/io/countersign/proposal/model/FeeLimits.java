package io.countersign.proposal.model;

import io.countersign.crypto.tx.FeeRate;
import io.countersign.crypto.tx.Satoshi;
import java.math.BigDecimal;

/**
 * From where on a fee is taken for a mistake: above {@code maxRate} sat/vB, or above both {@code maxPercent} of what is spent and
 * {@code maxSat} satoshi.
 */
public record FeeLimits(long maxRate, int maxPercent, long maxSat) {

    void require(Satoshi fee, Satoshi spent, int virtualSize) {
        FeeRate rate = FeeRate.of(fee, virtualSize);
        boolean isLargeShare = fee.value() > maxSat
                && BigDecimal.valueOf(fee.value())
                                .multiply(BigDecimal.valueOf(100))
                                .compareTo(BigDecimal.valueOf(spent.value()).multiply(BigDecimal.valueOf(maxPercent)))
                        > 0;
        boolean isHighRate = fee.value() > maxRate * virtualSize;
        if (isHighRate || isLargeShare) {
            throw ProposalRefusal.FEE_TOO_HIGH.refuse(
                    "The fee is %d sat (%s sat/vB); above %d sat/vB, or above %d %% of what is spent and %d sat, say allowHighFee."
                            .formatted(fee.value(), rate.satPerVbyte(), maxRate, maxPercent, maxSat));
        }
    }
}
