package io.countersign.platform.outbound;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.testing.DnsStub;
import io.countersign.testing.RecordingSockets;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A poster with a name server, sockets that note where they go, and rules, as a test needs them. */
final class OutboundFixture implements AutoCloseable {

    static final int OWN_PORT = 18_080;
    static final int DATABASE_PORT = 15_432;

    private final Vertx vertx = Vertx.vertx();
    private final NioEventLoopGroup threads = new NioEventLoopGroup(1);
    final DnsStub dns = DnsStub.start();
    final RecordingSockets sockets;
    final Poster poster;

    OutboundFixture(
            boolean allowHttp,
            List<String> allowedNetworks,
            SslContext tls,
            Duration deadline,
            UnaryOperator<InetSocketAddress> redirect) {
        sockets = new RecordingSockets(redirect);
        NameResolver names = new DnsResolver(
                threads, DnsServers.of(List.of("127.0.0.1:" + dns.address().getPort())));
        AddressRules rules = new AddressRules(
                allowHttp, allowedNetworks.stream().map(Cidr::parse).toList());
        poster = new Poster(
                vertx,
                threads,
                sockets,
                tls,
                names,
                rules,
                new OwnSockets(
                        () -> Set.of(OWN_PORT),
                        Stream.of("database.example", "127.0.0.1")
                                .map(host -> new OwnSockets.HostAndPort(host, DATABASE_PORT))
                                .collect(java.util.stream.Collectors.toSet()),
                        names),
                deadline);
    }

    Attempted post(String url) {
        return begin(url).await().atMost(Duration.ofSeconds(30));
    }

    Uni<Attempted> begin(String url) {
        Bytes body = Bytes.wrap("{}".getBytes(StandardCharsets.UTF_8));
        return poster.post(new Post(Target.parse(url), Map.of("webhook-id", "m"), body));
    }

    @Override
    public void close() {
        dns.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
