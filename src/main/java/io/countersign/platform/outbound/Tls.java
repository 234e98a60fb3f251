package io.countersign.platform.outbound;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import javax.net.ssl.SSLException;

/** TLS towards others: the certificates that the JDK trusts, checked against the host's name (RFC 9110 section 4.3.4). */
public final class Tls {

    private Tls() {}

    public static SslContext client() {
        return client(SslContextBuilder.forClient());
    }

    /** @param builder says whom to trust */
    public static SslContext client(SslContextBuilder builder) {
        try {
            return builder.sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .endpointIdentificationAlgorithm("HTTPS")
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("the JDK's TLS can't be set up", e);
        }
    }
}
