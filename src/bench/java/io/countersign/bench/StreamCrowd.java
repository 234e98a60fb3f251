package io.countersign.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Thousands of event streams that one thread reads. Entries of a wallet come in the order in which they were made, so the n-th arrival
 * at a stream belongs to the n-th entry. Chunk sizes are left out by their form, as no line of an event is like them.
 */
final class StreamCrowd implements AutoCloseable {

    private static final Pattern EVENT =
            Pattern.compile("data: [^\n]*\"type\":\"invitation.created\"[^\n]*\"walletId\":\"([^\"]+)\"[^\n]*\n");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI server;
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    private final AtomicInteger open = new AtomicInteger();
    private final Map<String, Entries> wallets = new HashMap<>();
    private final Thread reader = new Thread(this::read, "streams");
    private int size;
    private int expected;
    private int arrived;
    private volatile boolean isClosed;

    StreamCrowd(URI server) throws IOException {
        this.server = server;
        reader.setDaemon(true);
        reader.start();
    }

    /** Opens a stream of all wallets of the token's account. */
    void open(String token) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
        String request = "GET /v1/events?types=invitation.created HTTP/1.1\r\nHost: localhost\r\n"
                + "Accept: text/event-stream\r\nAuthorization: Bearer " + token + "\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ, new Stream());
        assert key.isValid();
        selector.wakeup();
        size++;
    }

    int size() {
        return size;
    }

    void awaitOpen() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (open.get() < size) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("%d of %d streams are open".formatted(open.get(), size));
            }
            Thread.sleep(50);
        }
        System.out.printf("%d streams are open%n", size);
    }

    /** An entry of that wallet, made by then, is to arrive at so many streams. */
    synchronized void await(Latencies latencies, String wallet, long made, int streams) {
        expected += streams;
        entries(wallet).made(latencies, made);
    }

    private synchronized void arrive(Stream stream, String wallet, long now) {
        arrived++;
        entries(wallet).arrived(stream.count(wallet), now);
    }

    private Entries entries(String wallet) {
        return wallets.computeIfAbsent(wallet, id -> new Entries());
    }

    /** Waits for what is still to arrive. */
    void settle() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (missing() > 0 && System.nanoTime() < end) {
            Thread.sleep(50);
        }
    }

    synchronized int missing() {
        return expected - arrived;
    }

    synchronized int expected() {
        return expected;
    }

    private void read() {
        try {
            while (!isClosed) {
                int ready = selector.select(key -> read((SocketChannel) key.channel(), (Stream) key.attachment()), 100);
                assert ready >= 0;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(SocketChannel channel, Stream stream) {
        try {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                throw new IOException("The server has ended a stream: " + stream.unread);
            }
            long now = System.nanoTime();
            stream.unread.append(ISO_8859_1.decode(buffer.flip()));
            stream.take(now);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        isClosed = true;
        reader.join();
        for (SelectionKey key : List.copyOf(selector.keys())) {
            key.channel().close();
        }
        selector.close();
    }

    /** One client's side. */
    private final class Stream {

        private final StringBuilder unread = new StringBuilder();
        private final Map<String, Integer> counts = new HashMap<>();
        private boolean isOpen;

        void take(long now) throws IOException {
            if (!isOpen && unread.indexOf("\r\n\r\n") >= 0) {
                if (!unread.toString().startsWith("HTTP/1.1 200")) {
                    throw new IOException("A stream was refused: " + unread);
                }
                isOpen = true;
                open.incrementAndGet();
            }
            Matcher event = EVENT.matcher(unread);
            while (event.find()) {
                arrive(this, event.group(1), now);
            }
            unread.delete(0, unread.lastIndexOf("\n") + 1);
        }

        /** How many entries of that wallet came before. */
        int count(String wallet) {
            return counts.merge(wallet, 1, Integer::sum) - 1;
        }
    }

    /** A wallet's entries in order: when each was made, and arrivals that came before its answer. */
    private static final class Entries {

        private final List<Long> made = new ArrayList<>();
        private final List<Integer> early = new ArrayList<>();
        private Latencies latencies = new Latencies("");

        void made(Latencies into, long when) {
            latencies = into;
            int number = made.size();
            made.add(when);
            while (early.remove((Integer) number)) {
                latencies.add(0);
            }
        }

        void arrived(int number, long when) {
            if (number < made.size()) {
                latencies.add(when - made.get(number));
            } else {
                early.add(number);
            }
        }
    }
}
