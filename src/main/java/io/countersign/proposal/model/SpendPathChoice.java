package io.countersign.proposal.model;

import io.countersign.crypto.tx.AbsoluteLock;
import io.countersign.crypto.tx.InputLocks;
import io.countersign.crypto.tx.RelativeLock;
import io.countersign.crypto.tx.Transaction;
import io.countersign.wallet.model.SpendPath;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which of a wallet's spend paths a proposal takes: the one that is asked for, or the first whose time locks its transaction meets. A
 * signature commits to the version, the lock time and the sequences, so that what does not meet the locks now never will.
 */
final class SpendPathChoice {

    private final List<SpendPath> paths;
    private final Transaction unsigned;
    private final ChainFacts chain;

    private SpendPathChoice(List<SpendPath> paths, Transaction unsigned, ChainFacts chain) {
        this.paths = paths;
        this.unsigned = unsigned;
        this.chain = chain;
    }

    /** @param paths of the wallet, in their order */
    static SpendPath of(List<SpendPath> paths, @Nullable String asked, Transaction unsigned, ChainFacts chain) {
        SpendPathChoice choice = new SpendPathChoice(paths, unsigned, chain);
        return asked == null ? choice.first() : choice.named(asked);
    }

    private SpendPath first() {
        return paths.stream()
                .filter(this::isMet)
                .findFirst()
                .orElseThrow(() -> ProposalRefusal.SPEND_PATH_LOCKS_NOT_MET.refuse(
                        "The transaction meets the time locks of no spend path: %s."
                                .formatted(paths.stream()
                                        .map(path -> path.id() + " asks for " + wanted(path))
                                        .collect(Collectors.joining("; ")))));
    }

    private SpendPath named(String id) {
        SpendPath path = paths.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ProposalRefusal.SPEND_PATH_UNKNOWN.refuse("The wallet has the spend paths %s."
                        .formatted(String.join(
                                ", ", paths.stream().map(SpendPath::id).toList()))));
        SpendPathOpening.require(path, chain);
        if (!isMet(path)) {
            throw ProposalRefusal.SPEND_PATH_LOCKS_NOT_MET.refuse(
                    "The spend path %s asks for %s.".formatted(id, wanted(path)));
        }
        return path;
    }

    private boolean isMet(SpendPath path) {
        return IntStream.range(0, unsigned.inputs().size())
                .mapToObj(input -> InputLocks.of(unsigned, input))
                .allMatch(locks -> meets(locks, path));
    }

    private static boolean meets(InputLocks locks, SpendPath path) {
        return (path.older() == null || locks.meet(new RelativeLock(path.older())))
                && (path.after() == null || locks.meet(new AbsoluteLock(path.after())));
    }

    private static String wanted(SpendPath path) {
        String relative = path.older() == null
                ? ""
                : "version 2 and in every input a sequence of at least %d, of the same kind".formatted(path.older());
        String absolute = path.after() == null
                ? ""
                : "a lock time of at least %d, of the same kind, and no sequence of ffffffff".formatted(path.after());
        return relative + (relative.isEmpty() || absolute.isEmpty() ? "" : ", and ") + absolute;
    }
}
