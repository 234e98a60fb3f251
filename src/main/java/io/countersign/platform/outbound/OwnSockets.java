package io.countersign.platform.outbound;

import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The sockets of this server, which listens at any address of its host, and of its database, whose names are looked up as those of
 * targets are. What can't be found out counts as forbidden.
 */
public final class OwnSockets implements ForbiddenSockets {

    private final Supplier<Set<Integer>> ownPorts;
    private final Set<HostAndPort> database;
    private final NameResolver names;

    /** @param ownPorts the ports that the server listens at; asked each time, as they are known only when it does */
    public OwnSockets(Supplier<Set<Integer>> ownPorts, Set<HostAndPort> database, NameResolver names) {
        this.ownPorts = ownPorts;
        this.database = Set.copyOf(database);
        this.names = names;
    }

    @Override
    public Uni<Boolean> include(List<InetAddress> addresses, int port) {
        if (ownPorts.get().contains(port) && addresses.stream().anyMatch(OwnSockets::isHere)) {
            return Uni.createFrom().item(true);
        }
        List<Uni<Boolean>> asked = database.stream()
                .filter(place -> place.port() == port)
                .map(place -> isOneOf(addresses, place.host()))
                .toList();
        return asked.isEmpty()
                ? Uni.createFrom().item(false)
                : Uni.combine().all().unis(asked).with(Boolean.class, answers -> answers.contains(true));
    }

    private Uni<Boolean> isOneOf(List<InetAddress> addresses, String host) {
        return resolved(host).map(known -> meets(addresses, known)).onFailure().recoverWithItem(true);
    }

    private Uni<List<InetAddress>> resolved(String host) {
        return AddressText.parse(host)
                .map(bytes -> Uni.createFrom().item(List.of(address(bytes.toArray()))))
                .orElseGet(() -> names.addresses(host));
    }

    /** A database on this host may be reached by any address of the host. */
    private static boolean meets(List<InetAddress> addresses, List<InetAddress> database) {
        Set<InetAddress> all = new HashSet<>(database);
        boolean isDatabaseHere = database.stream().anyMatch(OwnSockets::isHere);
        return addresses.stream().anyMatch(address -> all.contains(address) || isDatabaseHere && isHere(address));
    }

    private static boolean isHere(InetAddress address) {
        try {
            return address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return true;
        }
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }

    /** A place as a URL names it. */
    public record HostAndPort(String host, int port) {}
}
