package io.countersign.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** An endpoint behind TLS with a certificate of its own, made by the JDK's keytool; answers 204 and notes the names asked for. */
public final class TlsReceiver implements AutoCloseable {

    private static final char[] PASSWORD = "password".toCharArray();

    private final KeyStore store;
    private final SSLServerSocket socket;
    private final List<String> names = new CopyOnWriteArrayList<>();

    private TlsReceiver(KeyStore store, SSLServerSocket socket) {
        this.store = store;
        this.socket = socket;
    }

    /** @param alternativeName what the certificate is for, such as {@code dns:hooks.example} */
    public static TlsReceiver start(Path folder, String alternativeName) {
        try {
            KeyStore store = store(folder, alternativeName);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            SSLServerSocket socket = (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
            TlsReceiver receiver = new TlsReceiver(store, socket);
            Thread thread = new Thread(receiver::serve, "TLS endpoint of a test");
            thread.setDaemon(true);
            thread.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    public X509Certificate certificate() {
        try {
            return (X509Certificate) store.getCertificate("endpoint");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The server names (RFC 6066 section 3) of the handshakes that were made. */
    public List<String> names() {
        return List.copyOf(names);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (SSLSocket client = (SSLSocket) socket.accept()) {
                client.startHandshake();
                ((ExtendedSSLSession) client.getSession())
                        .getRequestedServerNames()
                        .forEach(name -> names.add(new String(name.getEncoded(), ISO_8859_1)));
                byte[] ignored = new byte[2_000];
                if (client.getInputStream().read(ignored) > 0) {
                    client.getOutputStream().write("HTTP/1.1 204 x\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1));
                }
            } catch (IOException e) {
                // A client that does not trust it, or the end.
            }
        }
    }

    private static KeyStore store(Path folder, String alternativeName) throws IOException, GeneralSecurityException {
        Path file = Files.createTempDirectory(folder, "tls").resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        file.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-alias",
                        "endpoint",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=endpoint",
                        "-ext",
                        "san=" + alternativeName,
                        "-validity",
                        "30")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IllegalStateException("keytool made no certificate");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return KeyStore.getInstance(file.toFile(), PASSWORD);
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
