package io.countersign.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A client of event streams on a bare socket, so that nothing hides what the server sends: the head, then events as they come, until
 * the server ends the stream. Chunk sizes are left out by their form: no line of an event is a bare hexadecimal number.
 */
public final class SseClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Socket socket;
    private final List<String> head = new ArrayList<>();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private volatile boolean hasEnded;
    private volatile int comments;

    /** An event, or the end of the stream where {@code type} is empty. */
    public record Event(String id, String type, String data) {

        public long sequence() {
            return Long.parseLong(id);
        }

        public JsonNode json() {
            try {
                return Reply.JSON.readTree(data);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private SseClient(Socket socket) {
        this.socket = socket;
    }

    /** Opens a stream; headers are names and values in turn. */
    public static SseClient open(Api api, String path, String... headers) {
        try {
            URI server = api.server();
            Socket socket = new Socket(server.getHost(), server.getPort());
            StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
            request.append("Accept: text/event-stream\r\nAuthorization: Bearer ")
                    .append(api.token())
                    .append("\r\n");
            for (int i = 0; i < headers.length; i += 2) {
                request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
            }
            OutputStream out = socket.getOutputStream();
            out.write(request.append("\r\n").toString().getBytes(UTF_8));
            out.flush();
            SseClient client = new SseClient(socket);
            client.follow();
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void follow() throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            head.add(line);
        }
        Thread thread = new Thread(() -> read(reader), "event stream of a test");
        thread.setDaemon(true);
        thread.start();
    }

    private void read(BufferedReader reader) {
        String id = "";
        String type = "";
        String data = "";
        try {
            for (String line = reader.readLine(); line != null && !line.equals("0"); line = reader.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.startsWith(":")) {
                    comments++;
                } else if (line.isEmpty() && !type.isEmpty()) {
                    events.add(new Event(id, type, data));
                    type = "";
                }
            }
        } catch (IOException e) {
            // The socket was closed, here or there.
        }
        hasEnded = true;
        events.add(new Event("", "", ""));
    }

    public String head() {
        return String.join("\n", head);
    }

    public int comments() {
        return comments;
    }

    /** The next event; fails where none comes in time or the stream has ended. */
    public Event next() {
        Event event = poll(PATIENCE);
        if (event == null || event.type().isEmpty()) {
            throw new AssertionError(event == null ? "no event came" : "the stream has ended");
        }
        return event;
    }

    /** The next {@code count} events. */
    public List<Event> next(int count) {
        List<Event> all = new ArrayList<>();
        while (all.size() < count) {
            all.add(next());
        }
        return all;
    }

    /** Whether nothing comes, and the stream stays open, for so long. */
    public boolean staysQuiet(Duration duration) {
        return poll(duration) == null;
    }

    /** Waits for the server to end the stream; what still came before is thrown away. */
    public boolean endsWithin(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (!hasEnded && System.nanoTime() < end) {
            poll(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        }
        return hasEnded;
    }

    private Event poll(Duration duration) {
        try {
            return events.poll(duration.toNanos(), TimeUnit.NANOSECONDS);
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
