package io.countersign.platform.outbound;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.util.concurrent.Future;
import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.util.List;

/**
 * Asks the name servers itself: the JDK's resolver blocks a thread and remembers answers. Both families are always asked for, and
 * the answer waits for both. The host file counts as it does elsewhere.
 */
public final class DnsResolver implements NameResolver {

    private static final long QUERY_MILLIS = 4_000;
    private static final int MOST_QUERIES = 12;

    private final DnsNameResolver resolver;

    public DnsResolver(EventLoopGroup threads, DnsServerAddressStreamProvider servers) {
        EventLoop thread = threads.next();
        this.resolver = new DnsNameResolverBuilder(thread)
                .channelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class, true)
                .nameServerProvider(servers)
                .resolveCache(NoopDnsCache.INSTANCE)
                .cnameCache(NoopDnsCnameCache.INSTANCE)
                .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE)
                .resolvedAddressTypes(ResolvedAddressTypes.IPV4_PREFERRED)
                .completeOncePreferredResolved(false)
                .queryTimeoutMillis(QUERY_MILLIS)
                .maxQueriesPerResolve(MOST_QUERIES)
                .build();
    }

    @Override
    public Uni<List<InetAddress>> addresses(String name) {
        return Uni.createFrom().emitter(emitter -> {
            Future<List<InetAddress>> found = resolver.resolveAll(name);
            found.addListener(done -> {
                if (done.isSuccess()) {
                    emitter.complete(found.getNow());
                } else {
                    emitter.fail(done.cause());
                }
            });
        });
    }
}
