package io.countersign.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An endpoint for webhooks on this host, on bare sockets: it answers as a test tells it, also as no proper server would, and keeps what
 * came in.
 */
public final class Receiver implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CHUNK = 64 * 1024;

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Function<Received, Behaviour> behaviour = request -> status(204);
    private volatile ServerSocket socket;
    private volatile int connections;
    private final int port;

    /** A request: the header fields by their names in lower case, and the exact body. */
    public record Received(String line, Map<String, String> fields, String body, long nanos) {

        public String id() {
            return fields.get("webhook-id");
        }

        public JsonNode json() {
            try {
                return Reply.JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What it does after it has read a request. The connection is closed afterwards. */
    public interface Behaviour {
        void act(Socket socket, OutputStream out) throws IOException;
    }

    private Receiver(ServerSocket socket) {
        this.socket = socket;
        this.port = socket.getLocalPort();
    }

    /** Takes everything (204), until told otherwise. */
    public static Receiver start() {
        try {
            Receiver receiver = new Receiver(new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1")));
            receiver.listen();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Behaviour status(int status, String... fields) {
        StringBuilder answer = new StringBuilder("HTTP/1.1 " + status + " x\r\nContent-Length: 0\r\n");
        for (int i = 0; i < fields.length; i += 2) {
            answer.append(fields[i]).append(": ").append(fields[i + 1]).append("\r\n");
        }
        return raw(answer + "\r\n");
    }

    public static Behaviour raw(String answer) {
        return (socket, out) -> out.write(answer.getBytes(ISO_8859_1));
    }

    public static Behaviour hang(Duration time) {
        return (socket, out) -> {
            try {
                Thread.sleep(time.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    public static Behaviour reset() {
        return (socket, out) -> socket.setSoLinger(true, 0);
    }

    /** A body of a gigabyte, or as much of it as the client takes. */
    public static Behaviour gigabyte(int status, List<Long> sent) {
        return (socket, out) -> {
            long total = 0;
            out.write(("HTTP/1.1 " + status + " x\r\nContent-Length: 1073741824\r\n\r\n").getBytes(ISO_8859_1));
            try {
                for (byte[] chunk = new byte[CHUNK]; total < 1L << 30; total += CHUNK) {
                    out.write(chunk);
                }
            } finally {
                sent.add(total);
            }
        };
    }

    public Receiver answering(Function<Received, Behaviour> next) {
        behaviour = next;
        return this;
    }

    public Receiver answering(Behaviour always) {
        return answering(request -> always);
    }

    public int port() {
        return port;
    }

    public String url() {
        return "http://127.0.0.1:" + port + "/hook";
    }

    public int connections() {
        return connections;
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    /** Waits until what has come satisfies {@code enough}. */
    public List<Received> await(Predicate<List<Received>> enough) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!enough.test(received())) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not enough came: " + received());
            }
            pause();
        }
        return received();
    }

    public List<Received> await(int count) {
        return await(all -> all.size() >= count);
    }

    /** Stops listening: who connects is refused. */
    public void down() {
        close();
        while (takesConnections()) {
            pause();
        }
    }

    /** The operating system may go on to listen for a moment after the socket was closed. */
    private boolean takesConnections() {
        try (Socket probe = new Socket("127.0.0.1", port)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Listens again, at the same port. */
    public void up() {
        try {
            socket = new ServerSocket(port, 200, InetAddress.getByName("127.0.0.1"));
            listen();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        ServerSocket listening = socket;
        start(() -> {
            while (true) {
                Socket client = listening.accept();
                connections++;
                start(() -> serve(client));
            }
        });
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            Received request = read(client.getInputStream());
            if (request != null) {
                received.add(request);
                OutputStream out = client.getOutputStream();
                behaviour.apply(request).act(client, out);
                out.flush();
            }
        }
    }

    private static Received read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.append((char) next);
        }
        String[] lines = head.toString().split("\r\n");
        Map<String, String> fields = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] field = lines[i].split(": ", 2);
            fields.put(field[0].toLowerCase(Locale.ROOT), field[1]);
        }
        byte[] body = in.readNBytes(Integer.parseInt(fields.getOrDefault("content-length", "0")));
        return new Received(lines[0], fields, new String(body, UTF_8), System.nanoTime());
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (SocketException e) {
                // Closed, here or there.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
