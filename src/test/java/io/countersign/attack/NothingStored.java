package io.countersign.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.JournalRows;
import io.countersign.testing.Reply;
import io.countersign.testing.TestWallet;
import java.util.function.Supplier;

/** An attempt that must leave the wallet and its journal as they were. */
final class NothingStored {

    private NothingStored() {}

    static Reply in(TestWallet wallet, Supplier<Reply> attempt) {
        long entries = JournalRows.byPeople(wallet);
        String itself = etag(wallet, "");
        Reply answer = attempt.get();
        assertThat(JournalRows.byPeople(wallet)).as(answer.text()).isEqualTo(entries);
        assertThat(etag(wallet, "")).isEqualTo(itself);
        return answer;
    }

    private static String etag(TestWallet wallet, String path) {
        return wallet.owning().get(wallet.path(path)).expect(200).etag();
    }
}
