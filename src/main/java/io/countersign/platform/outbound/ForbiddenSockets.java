package io.countersign.platform.outbound;

import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.util.List;

/** Sockets that are never reached, whatever the rules allow: the server's own and its database's. */
public interface ForbiddenSockets {

    /** Whether one of {@code addresses} is such a socket at this port. */
    Uni<Boolean> include(List<InetAddress> addresses, int port);
}
