package io.countersign.proposal.model;

import io.countersign.wallet.model.SpendPath;
import io.countersign.wallet.model.Wallet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of a wallet's spend paths a proposal takes: the one that is asked for, or the first that its transaction can go. */
final class SpendPathChoice {

    private SpendPathChoice() {}

    static SpendPath of(Wallet wallet, @Nullable String asked) {
        List<SpendPath> paths = wallet.spendPaths();
        if (asked == null) {
            return paths.get(0);
        }
        return paths.stream()
                .filter(path -> path.id().equals(asked))
                .findFirst()
                .orElseThrow(() -> ProposalRefusal.SPEND_PATH_UNKNOWN.refuse("The wallet has the spend paths %s."
                        .formatted(String.join(
                                ", ", paths.stream().map(SpendPath::id).toList()))));
    }
}
