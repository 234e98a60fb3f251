package io.countersign.journal.log;

import io.countersign.crypto.bytes.Bytes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Asks witnesses over HTTP. Redirects are not followed, and no more than a few lines of an answer are read. */
@ApplicationScoped
class WitnessClient {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST_ANSWER = 16 * 1024;

    private final HttpClient client;

    WitnessClient(Vertx vertx) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) PATIENCE.toMillis())
                .setDecompressionSupported(false));
    }

    Uni<WitnessAnswer> ask(Witness witness, WitnessRequest request) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(witness.prefix() + "/add-checkpoint")
                .setFollowRedirects(false);
        return client.request(options)
                .chain(sent -> sent.putHeader("Content-Type", "text/plain; charset=utf-8")
                        .send(Buffer.buffer(request.body())))
                .chain(WitnessClient::read)
                .ifNoItem()
                .after(PATIENCE)
                .fail();
    }

    private static Uni<WitnessAnswer> read(HttpClientResponse response) {
        return response.toMulti()
                .collect()
                .in(Buffer::buffer, WitnessClient::append)
                .map(body -> new WitnessAnswer(response.statusCode(), Bytes.wrap(body.getBytes())));
    }

    private static void append(Buffer body, Buffer part) {
        if (body.length() + part.length() > LONGEST_ANSWER) {
            throw new UncheckedIOException(new IOException("the answer is too long"));
        }
        body.appendBuffer(part);
    }
}
