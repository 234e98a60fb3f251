package io.countersign.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A name server (RFC 1035) on this host that answers as a test tells it: another answer to each look-up of a name, both families from
 * the same one. A name without answers does not exist.
 */
public final class DnsStub implements AutoCloseable {

    private static final int A = 1;
    private static final int CNAME = 5;
    private static final int AAAA = 28;
    private static final int NO_SUCH_NAME = 0x8183;
    private static final int ANSWER = 0x8180;

    private final DatagramSocket socket;
    private final Map<String, List<Records>> answers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> lookUps = new ConcurrentHashMap<>();

    /** What one look-up of a name gives: addresses of 4 or 16 bytes, behind an alias where one is given. */
    private record Records(String alias, List<byte[]> addresses) {}

    private DnsStub(DatagramSocket socket) {
        this.socket = socket;
    }

    public static DnsStub start() {
        try {
            DnsStub stub = new DnsStub(new DatagramSocket(0, InetAddress.getByName("127.0.0.1")));
            Thread thread = new Thread(stub::serve, "name server of a test");
            thread.setDaemon(true);
            thread.start();
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", socket.getLocalPort());
    }

    /** Adds the answer to the next look-up; the last one stays. */
    public DnsStub answer(String name, byte[]... addresses) {
        return answer(name, new Records(null, List.of(addresses)));
    }

    public DnsStub answerByAlias(String name, String alias, byte[]... addresses) {
        return answer(name, new Records(alias, List.of(addresses)));
    }

    private DnsStub answer(String name, Records records) {
        answers.computeIfAbsent(name, key -> new ArrayList<>()).add(records);
        return this;
    }

    /** How often the IPv4 addresses of the name were asked for. */
    public int lookUps(String name) {
        return lookUps.getOrDefault(name, new AtomicInteger()).get();
    }

    private void serve() {
        byte[] buffer = new byte[1_500];
        while (!socket.isClosed()) {
            try {
                DatagramPacket query = new DatagramPacket(buffer, buffer.length);
                socket.receive(query);
                byte[] reply = reply(Arrays.copyOf(buffer, query.getLength()));
                socket.send(new DatagramPacket(reply, reply.length, query.getSocketAddress()));
            } catch (SocketException e) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private byte[] reply(byte[] query) throws IOException {
        int end = 12;
        StringBuilder name = new StringBuilder();
        while (query[end] != 0) {
            name.append(name.isEmpty() ? "" : ".")
                    .append(new String(query, end + 1, query[end], StandardCharsets.US_ASCII));
            end += query[end] + 1;
        }
        int type = (query[end + 1] & 0xff) << 8 | query[end + 2] & 0xff;
        return write(query, end + 5, type, records(name.toString().toLowerCase(java.util.Locale.ROOT), type));
    }

    private Records records(String name, int type) {
        List<Records> all = answers.get(name);
        if (all == null) {
            return null;
        }
        AtomicInteger count = lookUps.computeIfAbsent(name, key -> new AtomicInteger());
        int asked = type == A ? count.getAndIncrement() : Math.max(0, count.get() - 1);
        return all.get(Math.min(asked, all.size() - 1));
    }

    private static byte[] write(byte[] query, int questionEnd, int type, Records records) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        List<byte[]> fitting = records == null
                ? List.of()
                : records.addresses().stream()
                        .filter(address -> address.length == (type == A ? 4 : type == AAAA ? 16 : 0))
                        .toList();
        boolean isAliased = records != null && records.alias() != null;
        out.write(query, 0, 2);
        out.writeShort(records == null ? NO_SUCH_NAME : ANSWER);
        out.writeShort(1);
        out.writeShort(fitting.size() + (isAliased ? 1 : 0));
        out.writeInt(0);
        out.write(query, 12, questionEnd - 12);
        byte[] owner = {(byte) 0xc0, 12};
        if (isAliased) {
            byte[] alias = name(records.alias());
            record(out, owner, CNAME, alias);
            owner = alias;
        }
        for (byte[] address : fitting) {
            record(out, owner, type, address);
        }
        return bytes.toByteArray();
    }

    private static void record(DataOutputStream out, byte[] owner, int type, byte[] data) throws IOException {
        out.write(owner);
        out.writeShort(type);
        out.writeShort(1);
        out.writeInt(0);
        out.writeShort(data.length);
        out.write(data);
    }

    private static byte[] name(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String label : text.split("\\.")) {
            bytes.write(label.length());
            bytes.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        bytes.write(0);
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
