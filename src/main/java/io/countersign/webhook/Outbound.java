package io.countersign.webhook;

import io.countersign.crypto.MalformedException;
import io.countersign.platform.config.StartRefusedException;
import io.countersign.platform.outbound.AddressRules;
import io.countersign.platform.outbound.Cidr;
import io.countersign.platform.outbound.DnsResolver;
import io.countersign.platform.outbound.DnsServers;
import io.countersign.platform.outbound.NameResolver;
import io.countersign.platform.outbound.OwnSockets;
import io.countersign.platform.outbound.Poster;
import io.countersign.platform.outbound.ServerSockets;
import io.countersign.platform.outbound.Tls;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The way out for webhooks, on a thread of its own, so that endpoints and name servers that are slow disturb no request. */
@Singleton
public class Outbound {

    private final EventLoopGroup threads = new NioEventLoopGroup(1, new DefaultThreadFactory("webhooks", true));

    void stop(@Observes ShutdownEvent event) {
        threads.shutdownGracefully(0, 2, TimeUnit.SECONDS).addListener(done -> {});
    }

    /** At the start, so that a network that is none stops it. */
    @Produces
    @Singleton
    @Startup
    static AddressRules rules(WebhookConfig config) {
        try {
            List<Cidr> networks = config.allowedNetworks().orElse(List.of()).stream()
                    .map(Cidr::parse)
                    .toList();
            return new AddressRules(config.allowHttp(), networks);
        } catch (MalformedException e) {
            throw new StartRefusedException(
                    "The setting countersign.webhook.allowed-networks is not right. " + e.getMessage(), e);
        }
    }

    /** A lease of a delivery outlasts its attempt, so no more than the default is possible. */
    private static Duration deadline(WebhookConfig config) {
        if (config.deadline().isNegative()
                || config.deadline().isZero()
                || config.deadline().compareTo(Poster.DEADLINE) > 0) {
            throw new StartRefusedException(
                    "The setting countersign.webhook.deadline is more than 0 and at most 15 seconds.");
        }
        return config.deadline();
    }

    @Produces
    @Singleton
    @Startup
    Poster poster(Vertx vertx, WebhookConfig config, AddressRules rules, ServerSockets server) {
        NameResolver names =
                new DnsResolver(threads, DnsServers.of(config.dnsServers().orElse(List.of())));
        return new Poster(
                vertx,
                threads,
                NioSocketChannel::new,
                Tls.client(),
                names,
                rules,
                new OwnSockets(server::ownPorts, server.database(), names),
                deadline(config));
    }
}
