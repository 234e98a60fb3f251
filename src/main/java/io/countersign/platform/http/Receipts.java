package io.countersign.platform.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.platform.db.Answer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Completes an answer that has a receipt in it. A command's answer is made and stored within its transaction, when nothing may be
 * promised yet; the note that promises the entry's place in the log is added on the way out, to remembered answers as well.
 */
@ApplicationScoped
public class Receipts {

    // As ReceiptView is written. Within a JSON text no quotation mark stands bare, so what a client wrote can't look
    // like it.
    private static final Pattern UNSIGNED =
            Pattern.compile("\"receipt\":\\{\"entry\":\"([0-9a-f]{64})\",\"time\":\"([0-9TZ:.-]{24})\"(?=})");

    private final ReceiptNotes notes;

    Receipts(ReceiptNotes notes) {
        this.notes = notes;
    }

    Uni<Answer> complete(Answer answer) {
        if (answer.status() >= 300 || !answer.contentType().equals("application/json")) {
            return Uni.createFrom().item(answer);
        }
        String body = new String(answer.body().toArray(), UTF_8);
        Matcher receipt = UNSIGNED.matcher(body);
        return receipt.find()
                ? notes.note(receipt.group(1), Instant.parse(receipt.group(2)))
                        .map(note -> answer.withBody(withNote(body, receipt.end(), note)))
                : Uni.createFrom().item(answer);
    }

    private static Bytes withNote(String body, int end, String note) {
        String member = ",\"note\":" + new String(Json.write(note).toArray(), UTF_8);
        return Bytes.wrap((body.substring(0, end) + member + body.substring(end)).getBytes(UTF_8));
    }
}
