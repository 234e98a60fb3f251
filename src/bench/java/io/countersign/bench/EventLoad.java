package io.countersign.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.testing.Account;
import io.countersign.testing.Api;
import io.countersign.testing.DurableDatabase;
import io.countersign.testing.ServerProcess;
import io.countersign.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Event streams under load at one packaged server: a third as many accounts as streams, each with a wallet of its own that three
 * streams follow, and one wallet that all of them follow. Polls ask for what is new since the one before. The first 20 seconds warm up and
 * do not count. Arguments: the streams (5,000), the seconds (60), the polls a second (500) and the entries a second (50). The machine's
 * limit of open files must be twice the streams and more ({@code ulimit -n}).
 */
public final class EventLoad {

    private static final int STREAMS_OF_AN_ACCOUNT = 3;
    private static final int HANDS = 8;
    private static final Duration BETWEEN_ENTRIES_FOR_ALL = Duration.ofSeconds(10);
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private final int streams;
    private final Duration time;
    private final int pollsASecond;
    private final int entriesASecond;

    private EventLoad(int streams, Duration time, int pollsASecond, int entriesASecond) {
        this.streams = streams;
        this.time = time;
        this.pollsASecond = pollsASecond;
        this.entriesASecond = entriesASecond;
    }

    public static void main(String[] arguments) throws Exception {
        new EventLoad(
                        number(arguments, 0, 5_000),
                        Duration.ofSeconds(number(arguments, 1, 60)),
                        number(arguments, 2, 500),
                        number(arguments, 3, 50))
                .run();
    }

    private static int number(String[] arguments, int place, int usual) {
        return arguments.length > place ? Integer.parseInt(arguments[place]) : usual;
    }

    private void run() throws Exception {
        Path directory = Files.createTempDirectory("countersign-load");
        DurableDatabase database = DurableDatabase.fresh();
        try (ServerProcess server = database.serverToMeasure(directory);
                StreamCrowd crowd = new StreamCrowd(server.uri())) {
            List<Party> parties = parties(new Api(server.uri(), null));
            System.out.printf("%d accounts and wallets are made%n", parties.size());
            ServerMemory before = ServerMemory.of(server.pid());
            for (Party party : parties) {
                for (int i = 0; i < STREAMS_OF_AN_ACCOUNT; i++) {
                    crowd.open(party.account().api().token());
                }
            }
            crowd.awaitOpen();
            long present = parties.get(0).present();
            parties.forEach(party -> party.cursor().set(present));
            ServerMemory after = ServerMemory.of(server.pid());
            load(crowd, parties);
            after.printGrowth(before, crowd.size());
        }
    }

    /** The first owns the wallet that all follow. */
    private List<Party> parties(Api server) throws Exception {
        Account owner = Account.join(server, TestDatabase.FIRST_INVITATION, "Owner");
        String common = wallet(owner.api());
        ExecutorService hands = Executors.newFixedThreadPool(HANDS);
        try {
            List<Future<Party>> made = new ArrayList<>();
            for (int i = 1; i < Math.max(1, streams / STREAMS_OF_AN_ACCOUNT); i++) {
                String name = "Member " + i;
                made.add(hands.submit(() -> {
                    String code = owner.invite(Map.of("walletId", common, "role", "viewer"));
                    Account member = Account.join(server, code, name);
                    return Party.of(member, wallet(member.api()));
                }));
            }
            List<Party> parties = new ArrayList<>(List.of(Party.of(owner, common)));
            for (Future<Party> party : made) {
                parties.add(party.get());
            }
            return parties;
        } finally {
            hands.shutdown();
        }
    }

    private void load(StreamCrowd crowd, List<Party> parties) throws InterruptedException {
        Latencies few = new Latencies("entries for three streams");
        Latencies all = new Latencies("entries for all streams");
        Latencies polls = new Latencies("polls, from request to answer");
        List<Party> others = parties.subList(1, parties.size());
        Pace entries = new Pace("entries", entriesASecond, turn -> {
            Party party = others.get(turn % others.size());
            crowd.await(few, party.wallet(), invite(party), STREAMS_OF_AN_ACCOUNT);
        });
        Pace polling = new Pace("polls", pollsASecond, turn -> {
            Party party = others.get(turn % others.size());
            long asked = System.nanoTime();
            party.poll();
            polls.add(System.nanoTime() - asked);
        });
        Pace toAll = new Pace("entries for all", BETWEEN_ENTRIES_FOR_ALL, turn -> {
            Party party = parties.get(0);
            crowd.await(all, party.wallet(), invite(party), crowd.size());
        });
        List<Pace> paces = List.of(entries, polling, toAll);
        paces.forEach(Pace::start);
        Thread.sleep(WARM_UP.toMillis());
        List<Latencies> measured = List.of(few, all, polls);
        measured.forEach(Latencies::forget);
        Thread.sleep(time.toMillis());
        for (Pace pace : paces) {
            pace.stop();
        }
        crowd.settle();
        measured.forEach(Latencies::print);
        System.out.printf("arrivals that did not come: %d of %d%n", crowd.missing(), crowd.expected());
    }

    /** Makes an entry of that wallet. Answers when its answer was there. */
    private static long invite(Party party) {
        party.account().invite(Map.of("walletId", party.wallet(), "role", "viewer"));
        return System.nanoTime();
    }

    private static String wallet(Api api) {
        Map<String, Object> policy = Map.of("script", "wsh", "threshold", 2, "total", 3);
        return api.post("/v1/wallets", Map.of("name", "Treasury", "network", "regtest", "policy", policy))
                .expect(201)
                .get("id");
    }

    /** An account with the wallet that only its own streams follow. */
    private record Party(Account account, String wallet, AtomicLong cursor) {

        static Party of(Account account, String wallet) {
            return new Party(account, wallet, new AtomicLong());
        }

        /** Where all that has happened so far ends, in everybody's count. */
        long present() {
            while (poll() > 0) {}
            return cursor.get();
        }

        /** Asks for what is new since the last time, and tells how much there was. */
        int poll() {
            JsonNode page = account.api()
                    .get("/v1/events?limit=500&after=" + cursor.get())
                    .expect(200)
                    .json();
            cursor.set(page.get("nextCursor").asLong());
            return page.get("items").size();
        }
    }

    /** What the server's process holds: live objects after a full collection, and resident pages. */
    private record ServerMemory(long liveBytes, long residentBytes) {

        static ServerMemory of(long pid) throws IOException {
            return new ServerMemory(live(pid), resident(pid));
        }

        private static long live(long pid) throws IOException {
            Process histogram = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                            Long.toString(pid),
                            "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            String[] lines = new String(histogram.getInputStream().readAllBytes()).split("\n");
            String[] total = lines[lines.length - 1].trim().split(" +");
            return Long.parseLong(total[total.length - 1]);
        }

        private static long resident(long pid) throws IOException {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1_024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findAny()
                    .orElse(0);
        }

        void printGrowth(ServerMemory before, int streams) {
            System.out.printf(
                    "memory of a stream: %.1f kB live on the heap, %.1f kB resident%n",
                    (liveBytes - before.liveBytes) / 1_000.0 / streams,
                    (residentBytes - before.residentBytes) / 1_000.0 / streams);
        }
    }
}
