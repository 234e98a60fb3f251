package io.countersign.platform.outbound;

import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.util.List;

/** Looks names up, fresh each time. */
public interface NameResolver {

    /** All IPv4 and IPv6 addresses of the name; fails where it has none or nobody answers. */
    Uni<List<InetAddress>> addresses(String name);
}
