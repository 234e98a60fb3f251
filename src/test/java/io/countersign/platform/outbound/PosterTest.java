package io.countersign.platform.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.Receiver;
import io.countersign.testing.TlsReceiver;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an endpoint may do to the server, and what the server tells of it. */
class PosterTest {

    private static final byte[] PUBLIC = {93, (byte) 184, (byte) 216, 34};
    private static final byte[] OTHER = {93, (byte) 184, (byte) 216, 35};

    @TempDir
    Path folder;

    private Receiver receiver;
    private OutboundFixture outbound;

    @BeforeEach
    void start() {
        receiver = Receiver.start();
        outbound = new OutboundFixture(
                true, List.of("127.0.0.0/8"), Tls.client(), Duration.ofSeconds(3), address -> address);
    }

    @AfterEach
    void stop() {
        outbound.close();
        receiver.close();
    }

    @Test
    void postsTheBodyByAConnectionOfItsOwnAndAsksForNoEncoding() {
        assertThat(outbound.post(receiver.url()).status()).isEqualTo(204);
        assertThat(outbound.post(receiver.url()).isSuccess()).isTrue();

        assertThat(receiver.connections()).isEqualTo(2);
        assertThat(receiver.received().get(0).line()).isEqualTo("POST /hook HTTP/1.1");
        assertThat(receiver.received().get(0).body()).isEqualTo("{}");
        assertThat(receiver.received().get(0).fields())
                .containsEntry("host", "127.0.0.1:" + receiver.port())
                .containsEntry("connection", "close")
                .containsEntry("content-type", "application/json")
                .containsEntry("accept-encoding", "identity")
                .containsEntry("webhook-id", "m");
    }

    @Test
    void followsNoRedirect() {
        try (Receiver elsewhere = Receiver.start()) {
            receiver.answering(Receiver.status(301, "Location", elsewhere.url()));

            assertThat(outbound.post(receiver.url()).status()).isEqualTo(301);
            assertThat(elsewhere.connections()).isZero();
        }
    }

    @Test
    void tellsWhatIsNoAnswer() {
        assertThat(error(Receiver.reset())).isEqualTo(AttemptError.BAD_ANSWER);
        assertThat(error(Receiver.raw(""))).isEqualTo(AttemptError.BAD_ANSWER);
        assertThat(error(Receiver.raw("SSH-2.0-OpenSSH_9\r\n"))).isEqualTo(AttemptError.BAD_ANSWER);
        assertThat(error(Receiver.raw("HTTP/1.1 20"))).isEqualTo(AttemptError.BAD_ANSWER);
        assertThat(error(Receiver.hang(Duration.ofSeconds(10)))).isEqualTo(AttemptError.TIMEOUT);
        receiver.down();
        assertThat(outbound.post(receiver.url()).error()).isEqualTo(AttemptError.CONNECT_FAILED);
    }

    @Test
    void givesUpAtTheDeadlineHoweverBusilyTheAnswerDrips() {
        receiver.answering((socket, out) -> {
            for (int i = 0; i < 100; i++) {
                out.write(i < 9 ? "HTTP/1.1 ".charAt(i) : '2');
                out.flush();
                Receiver.hang(Duration.ofMillis(400)).act(socket, out);
            }
        });

        Attempted attempted = outbound.post(receiver.url());

        assertThat(attempted.error()).isEqualTo(AttemptError.TIMEOUT);
        assertThat(attempted.latency()).isBetween(Duration.ofMillis(2_900), Duration.ofMillis(8_000));
    }

    @Test
    void readsAtMostFourKibibytesOfAGigabyte() {
        List<Long> sent = new CopyOnWriteArrayList<>();
        receiver.answering(Receiver.gigabyte(500, sent));

        assertThat(outbound.post(receiver.url()).status()).isEqualTo(500);
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (sent.isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        // What the endpoint got rid of lies in the two sockets' buffers; the server has taken 4 KiB of it.
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0)).isLessThan(16L * 1024 * 1024);
    }

    @Test
    void takesTheStatusOfAHeadThatNeverEnds() {
        receiver.answering(Receiver.raw("HTTP/1.1 200 OK\r\nX: " + "y".repeat(100_000)));

        assertThat(outbound.post(receiver.url()).status()).isEqualTo(200);
    }

    @Test
    void doesNotUnpackWhatIsCompressed() {
        receiver.answering(
                Receiver.raw("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\nno gzip!!"));

        assertThat(outbound.post(receiver.url()).status()).isEqualTo(200);
    }

    @Test
    void triesTheNextAddressWhereOneTakesNoConnection() {
        outbound.dns.answer("two.example", new byte[] {127, 0, 0, 2}, new byte[] {127, 0, 0, 1});

        assertThat(outbound.post("http://two.example:" + receiver.port() + "/").status())
                .isEqualTo(204);
        assertThat(outbound.sockets.connects()).hasSize(2);
    }

    @Test
    void asksForTheNameInTlsAndChecksTheCertificateByIt() {
        try (TlsReceiver tls = TlsReceiver.start(folder, "dns:hooks.example");
                OutboundFixture trusting = trusting(tls)) {
            trusting.dns.answer("hooks.example", PUBLIC).answer("other.example", PUBLIC);

            assertThat(trusting.post("https://hooks.example/").status()).isEqualTo(204);
            assertThat(trusting.post("https://other.example/").error()).isEqualTo(AttemptError.TLS_FAILED);
            assertThat(tls.names()).startsWith("hooks.example");
            assertThat(trusting.sockets.connects().get(0).getAddress().getAddress())
                    .isEqualTo(PUBLIC);
        }
    }

    @Test
    void takesNoCertificateOfTheAddressForThatOfTheName() {
        try (TlsReceiver tls = TlsReceiver.start(folder, "ip:93.184.216.34");
                OutboundFixture trusting = trusting(tls)) {
            trusting.dns.answer("hooks.example", PUBLIC);

            assertThat(trusting.post("https://hooks.example/").error()).isEqualTo(AttemptError.TLS_FAILED);
            assertThat(trusting.post("https://93.184.216.34/").status()).isEqualTo(204);
        }
    }

    @Test
    void trustsNoCertificateThatNobodyVouchesFor() {
        try (TlsReceiver tls = TlsReceiver.start(folder, "dns:hooks.example");
                OutboundFixture plain = new OutboundFixture(
                        false, List.of(), Tls.client(), Duration.ofSeconds(5), address -> local(tls))) {
            plain.dns.answer("hooks.example", PUBLIC);

            assertThat(plain.post("https://hooks.example/").error()).isEqualTo(AttemptError.TLS_FAILED);
        }
    }

    @Test
    void connectsToTheAddressThatWasJudgedThoughTheNameChanges() {
        try (TlsReceiver tls = TlsReceiver.start(folder, "dns:flips.example");
                OutboundFixture trusting = trusting(tls)) {
            trusting.dns
                    .answer("flips.example", PUBLIC)
                    .answer("flips.example", new byte[] {127, 0, 0, 1})
                    .answer("flips.example", OTHER);

            assertThat(trusting.post("https://flips.example/").status()).isEqualTo(204);
            assertThat(trusting.dns.lookUps("flips.example")).isEqualTo(1);
            assertThat(trusting.post("https://flips.example/").error()).isEqualTo(AttemptError.ADDRESS_NOT_ALLOWED);
            assertThat(trusting.post("https://flips.example/").status()).isEqualTo(204);
            assertThat(trusting.sockets.connects())
                    .extracting(address -> address.getAddress().getAddress())
                    .containsExactly(PUBLIC, OTHER);
        }
    }

    private AttemptError error(Receiver.Behaviour behaviour) {
        receiver.answering(behaviour);
        return outbound.post(receiver.url()).error();
    }

    private static OutboundFixture trusting(TlsReceiver tls) {
        return new OutboundFixture(
                false,
                List.of(),
                Tls.client(SslContextBuilder.forClient().trustManager(tls.certificate())),
                Duration.ofSeconds(5),
                address -> local(tls));
    }

    private static InetSocketAddress local(TlsReceiver tls) {
        return new InetSocketAddress("127.0.0.1", tls.port());
    }
}
