package io.countersign.testing;

import io.netty.channel.ChannelFactory;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * Sockets that note where they are told to connect to, just before the operating system is asked. No test leaves this host: what is
 * not redirected to it is refused here.
 */
public final class RecordingSockets implements ChannelFactory<SocketChannel> {

    private final List<InetSocketAddress> connects = new CopyOnWriteArrayList<>();
    private final UnaryOperator<InetSocketAddress> redirect;

    /** @param redirect where a connection really goes; null refuses it */
    public RecordingSockets(UnaryOperator<InetSocketAddress> redirect) {
        this.redirect = redirect;
    }

    public List<InetSocketAddress> connects() {
        return List.copyOf(connects);
    }

    @Override
    public SocketChannel newChannel() {
        return new Recording();
    }

    private final class Recording extends NioSocketChannel {

        @Override
        protected boolean doConnect(SocketAddress remote, SocketAddress local) throws Exception {
            connects.add((InetSocketAddress) remote);
            InetSocketAddress real = redirect.apply((InetSocketAddress) remote);
            if (real == null) {
                throw new ConnectException("no test leaves this host");
            }
            return super.doConnect(real, local);
        }
    }
}
