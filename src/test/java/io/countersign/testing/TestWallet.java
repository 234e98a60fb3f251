package io.countersign.testing;

import com.fasterxml.jackson.databind.JsonNode;
import fr.acinq.bitcoin.PublicKey;
import fr.acinq.bitcoin.Script;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A wallet that its cosigners have made by the whole ceremony over HTTP, and what they can work out of it without the server. */
public record TestWallet(String id, String script, int threshold, Account owner, String descriptor, List<Seat> seats) {

    /** A cosigner of the wallet: the account, the device, the key's id. */
    public record Seat(Account account, Signer signer, String keyId) {

        public Api api() {
            return account.api();
        }
    }

    private static TestWallet shared;

    /** One active 2-of-3 of Alice, Bob and Carol for all tests that leave no trace but their own proposals. */
    public static synchronized TestWallet twoOfThree() {
        if (shared == null) {
            shared = make("wsh", 2, people("Alice", "Bob", "Carol"), signers(3));
        }
        return shared;
    }

    public static List<Account> people(String... names) {
        return Arrays.stream(names).map(Accounts::of).toList();
    }

    /** The signers with the seeds 1, 2, ... */
    public static List<Signer> signers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Signer::of).toList();
    }

    /** The whole ceremony: the first is the owner; each registers, proves and confirms the key of their place. */
    public static TestWallet make(String script, int threshold, List<Account> people, List<Signer> signers) {
        Ceremony ceremony = Ceremony.begin(script, threshold, people.get(0), signers.size());
        people.stream().distinct().forEach(ceremony::letIn);
        IntStream.range(0, signers.size()).forEach(i -> ceremony.register(people.get(i), signers.get(i)));
        return ceremony.confirmAll();
    }

    /** The same wallet, talked to at another copy of the server. */
    public TestWallet at(Api copy) {
        return new TestWallet(
                id,
                script,
                threshold,
                owner.at(copy),
                descriptor,
                seats.stream()
                        .map(seat -> new Seat(seat.account().at(copy), seat.signer(), seat.keyId()))
                        .toList());
    }

    public Seat seat(int position) {
        return seats.get(position);
    }

    public Api owning() {
        return owner.api();
    }

    public String path(String rest) {
        return "/v1/wallets/" + id + rest;
    }

    /** The multi-signature script at a place of the wallet, its keys in the order of BIP67. */
    public byte[] multisig(int branch, long index) {
        List<PublicKey> keys = seats.stream()
                .map(seat -> seat.signer().child(branch, index).publicKey())
                .sorted((a, b) -> Arrays.compareUnsigned(a.value.toByteArray(), b.value.toByteArray()))
                .toList();
        return Script.write(Script.createMultiSigMofN(threshold, keys));
    }

    public byte[] outputScript(int branch, long index) {
        byte[] witnessProgram = Script.write(Script.pay2wsh(multisig(branch, index)));
        return switch (script) {
            case "wsh" -> witnessProgram;
            case "sh_wsh" -> Script.write(Script.pay2sh(witnessProgram));
            case "sh" -> Script.write(Script.pay2sh(multisig(branch, index)));
            default -> scriptOf(branch, index);
        };
    }

    /** As the server says, for what these tests can't work out. */
    private byte[] scriptOf(int branch, long index) {
        Reply address = owning().get(path("/addresses/%d/%d".formatted(branch, index)));
        for (int issued = 0; address.status() == 404 && issued <= index + 1; issued++) {
            owning().post(path("/addresses"), Map.of("change", branch == 1)).expect(201);
            address = owning().get(path("/addresses/%d/%d".formatted(branch, index)));
        }
        return HexFormat.of().parseHex(address.expect(200).get("scriptPubKey"));
    }

    /** A fresh address: the server's answer. */
    public Reply issueAddress() {
        return owning().post(path("/addresses"), Map.of("label", "deposit")).expect(201);
    }

    /** A coin of the wallet from the faucet, at an address of its own. */
    public Coin fund(long amountSat) {
        Reply address = issueAddress();
        return Coin.paid(
                owning(), address.get("address"), address.json().get("index").asLong(), amountSat);
    }

    /** All events of the wallet that are committed by now, read page by page once they have their numbers. */
    public List<JsonNode> events() {
        long committed = JournalRows.of(this);
        List<JsonNode> events = numberedEvents();
        for (int looks = 0; events.size() < committed && looks < 50; looks++) {
            events = numberedEvents();
        }
        return events;
    }

    private List<JsonNode> numberedEvents() {
        List<JsonNode> events = new ArrayList<>();
        long after = 0;
        for (JsonNode page = eventsAfter(after); !page.get("items").isEmpty(); page = eventsAfter(after)) {
            page.get("items").forEach(events::add);
            after = page.get("nextCursor").asLong();
        }
        return events;
    }

    private JsonNode eventsAfter(long sequence) {
        return owning().get(path("/events?limit=500&after=" + sequence))
                .expect(200)
                .json();
    }

    /** The public key of a cosigner at a place, in hex. */
    public String publicKey(int seat, int branch, long index) {
        return HexFormat.of()
                .formatHex(seat(seat)
                        .signer()
                        .child(branch, index)
                        .publicKey()
                        .value
                        .toByteArray());
    }
}
