package io.countersign.journal.log;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.merkle.NoteSigner;
import io.countersign.crypto.merkle.Receipt;
import io.countersign.crypto.merkle.SignedNote;
import io.countersign.platform.http.ReceiptNotes;
import io.countersign.platform.http.Times;
import io.countersign.platform.work.Workers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Receipts signed by the log's key: whoever holds one can show anyone that the log does not keep it. */
@ApplicationScoped
class SignedReceipts implements ReceiptNotes {

    private final LogKeys keys;
    private final Workers workers;

    SignedReceipts(LogKeys keys, Workers workers) {
        this.keys = keys;
        this.workers = workers;
    }

    @Override
    public Uni<String> note(String entry, Instant time) {
        return keys.signer().chain(signer -> workers.compute(() -> sign(signer, Bytes32.ofHex(entry), time)));
    }

    private static String sign(NoteSigner signer, Bytes32 entry, Instant time) {
        String text = new Receipt(signer.verifierKey().name(), entry, Times.format(time)).text();
        return SignedNote.of(text, signer.sign(text)).toString();
    }
}
