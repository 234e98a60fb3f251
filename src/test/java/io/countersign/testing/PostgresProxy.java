package io.countersign.testing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between a server and its PostgreSQL, reads what goes by (PostgreSQL's protocol 3.0), and can do something at the commit of
 * a transaction that it knows by one of its statements: before PostgreSQL hears of the commit, or before the server hears that it is done.
 */
public final class PostgresProxy implements AutoCloseable {

    /** The two sides of a commit. */
    public enum Moment {
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    private static final int VERSION_3 = 0x00030000;
    private static final int HEADER = 4;

    private final int postgresPort;
    private final ServerSocket door;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicReference<Trap> trap = new AtomicReference<>();

    private PostgresProxy(int postgresPort) {
        this.postgresPort = postgresPort;
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.submit(this::serve);
    }

    public static PostgresProxy to(int postgresPort) {
        return new PostgresProxy(postgresPort);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Once, at the commit of the next transaction that runs a statement which contains {@code text}; nothing goes on after it. */
    public void at(Moment moment, String text, Runnable action) {
        trap.set(new Trap(moment, text, action));
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                new Connection(door.accept(), new Socket(InetAddress.getLoopbackAddress(), postgresPort)).open();
            } catch (IOException e) {
                // The test is over, or PostgreSQL is: the server sees a connection that ends.
                return;
            }
        }
    }

    private record Trap(Moment moment, String text, Runnable action) {}

    /** One connection of the server. */
    private final class Connection {

        private final Socket server;
        private final Socket postgres;
        private final DataInputStream fromServer;
        private final DataOutputStream toServer;
        private final DataInputStream fromPostgres;
        private final DataOutputStream toPostgres;
        private final Map<String, String> prepared = new ConcurrentHashMap<>();
        private final AtomicReference<Trap> caught = new AtomicReference<>();
        private volatile boolean isCommitting;

        Connection(Socket server, Socket postgres) throws IOException {
            this.server = server;
            this.postgres = postgres;
            fromServer = new DataInputStream(new BufferedInputStream(server.getInputStream()));
            toServer = new DataOutputStream(new BufferedOutputStream(server.getOutputStream()));
            fromPostgres = new DataInputStream(new BufferedInputStream(postgres.getInputStream()));
            toPostgres = new DataOutputStream(new BufferedOutputStream(postgres.getOutputStream()));
        }

        void open() {
            threads.submit(() -> untilItEnds(this::passRequests));
        }

        private void untilItEnds(Passing passing) {
            try (server;
                    postgres) {
                passing.pass();
            } catch (IOException e) {
                // One side has gone: so does the other.
            }
        }

        private void passRequests() throws IOException {
            passStart();
            threads.submit(() -> untilItEnds(this::passAnswers));
            while (true) {
                Message message = Message.read(fromServer);
                note(message);
                Trap trapped = caught.get();
                if (trapped != null && message.isQuery("COMMIT")) {
                    if (trapped.moment() == Moment.BEFORE_COMMIT) {
                        trapped.action().run();
                        return;
                    }
                    isCommitting = true;
                }
                message.write(toPostgres, fromServer);
            }
        }

        private void passAnswers() throws IOException {
            while (true) {
                Message message = Message.read(fromPostgres);
                if (isCommitting && message.isCompletion("COMMIT")) {
                    caught.get().action().run();
                    return;
                }
                message.write(toServer, fromPostgres);
            }
        }

        /** Without a type byte; before it a client may ask for TLS, which PostgreSQL declines by one byte. */
        private void passStart() throws IOException {
            while (true) {
                byte[] body = new byte[fromServer.readInt() - HEADER];
                fromServer.readFully(body);
                toPostgres.writeInt(body.length + HEADER);
                toPostgres.write(body);
                toPostgres.flush();
                if (java.nio.ByteBuffer.wrap(body).getInt() == VERSION_3) {
                    return;
                }
                toServer.writeByte(fromPostgres.readByte());
                toServer.flush();
            }
        }

        private void note(Message message) {
            switch (message.type()) {
                case 'P' -> prepared.put(message.text(0), message.text(1));
                case 'B' -> run(prepared.getOrDefault(message.text(1), ""));
                case 'Q' -> run(message.text(0));
                default -> {}
            }
        }

        private void run(String sql) {
            Trap set = trap.get();
            if (set != null && sql.contains(set.text()) && trap.compareAndSet(set, null)) {
                caught.set(set);
            }
        }
    }

    /** Moves messages until a side ends. */
    private interface Passing {
        void pass() throws IOException;
    }

    /** A message after the start: a type, and a body that begins with texts, each ended by a zero byte, in those that are looked into. */
    private record Message(char type, java.nio.ByteBuffer body) {

        static Message read(DataInputStream in) throws IOException {
            char type = (char) in.readByte();
            byte[] body = new byte[in.readInt() - HEADER];
            in.readFully(body);
            return new Message(type, java.nio.ByteBuffer.wrap(body));
        }

        void write(DataOutputStream out, DataInputStream next) throws IOException {
            out.writeByte(type);
            out.writeInt(body.array().length + HEADER);
            out.write(body.array());
            if (next.available() == 0) {
                out.flush();
            }
        }

        String text(int number) {
            return new String(body.array(), StandardCharsets.UTF_8).split("\0", -1)[number];
        }

        boolean isQuery(String sql) {
            return type == 'Q' && text(0).equalsIgnoreCase(sql);
        }

        boolean isCompletion(String tag) {
            return type == 'C' && text(0).equals(tag);
        }
    }
}
