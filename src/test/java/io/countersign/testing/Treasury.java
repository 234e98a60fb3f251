package io.countersign.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.psbt.KeyDerivation;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtOutput;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.tx.Network;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** An active m-of-n wallet on the running server, its cosigners with their devices, and PSBTs as a client builds them. */
public final class Treasury {

    /** A P2WPKH script of nobody. */
    public static final Bytes STRANGER = Bytes.ofHex("0014" + "07".repeat(20));

    private static final long REPLACEABLE = 0xfffffffdL;

    private final String id;
    private final List<Person> people;
    private final List<Device> devices;
    private final List<String> keyIds;
    private final int threshold;

    private Treasury(String id, List<Person> people, List<Device> devices, List<String> keyIds, int threshold) {
        this.id = id;
        this.people = List.copyOf(people);
        this.devices = List.copyOf(devices);
        this.keyIds = List.copyOf(keyIds);
        this.threshold = threshold;
    }

    /** The example's 2-of-3. */
    public static Treasury twoOfThree() {
        return of(2, 3);
    }

    public static Treasury of(int threshold, int total) {
        List<Person> people = IntStream.range(0, total)
                .mapToObj(i -> Person.named("Cosigner " + i))
                .toList();
        Person owner = people.get(0);
        String wallet = ok(
                        201,
                        owner.post(
                                "/v1/wallets",
                                Map.of(
                                        "name", "Treasury",
                                        "network", "regtest",
                                        "policy", Map.of("script", "wsh", "threshold", threshold, "total", total))))
                .get("id");
        List<Device> devices = IntStream.range(0, total)
                .mapToObj(i -> Device.ofSeedByte(i + 1))
                .toList();
        List<String> keyIds = new ArrayList<>();
        for (int i = 0; i < total; i++) {
            join(owner, people.get(i), wallet, "cosigner");
            keyIds.add(registered(people.get(i), devices.get(i), wallet));
        }
        String first = ok(200, owner.get("/v1/wallets/" + wallet)).get("firstAddress");
        for (int i = 0; i < total; i++) {
            ok(
                    200,
                    people.get(i)
                            .post(
                                    "/v1/wallets/%s/keys/%s/confirmation".formatted(wallet, keyIds.get(i)),
                                    Map.of("firstAddress", first)));
        }
        return new Treasury(wallet, people, devices, keyIds, threshold);
    }

    /** Brings someone in with a role. */
    public static void join(Person owner, Person person, String wallet, String role) {
        String code = ok(201, owner.post("/v1/invitations", Map.of("walletId", wallet, "role", role)))
                .get("code");
        ok(200, person.post("/v1/invitations/acceptance", Map.of("code", code)));
    }

    private static String registered(Person person, Device device, String wallet) {
        Reply key = ok(
                201,
                person.post(
                        "/v1/wallets/%s/keys".formatted(wallet),
                        Map.of(
                                "key",
                                device.key(),
                                "label",
                                "key",
                                "device",
                                Map.of("model", "test", "firmware", "1"))));
        ok(
                200,
                person.post(
                        "/v1/wallets/%s/keys/%s/proof".formatted(wallet, key.get("id")),
                        Map.of(
                                "path",
                                "0/0",
                                "signature",
                                device.signMessage(key.get("challenge")),
                                "format",
                                "bip137")));
        return key.get("id");
    }

    public static Reply ok(int status, Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        return reply;
    }

    public String id() {
        return id;
    }

    public String keyId(int cosigner) {
        return keyIds.get(cosigner);
    }

    public Person person(int cosigner) {
        return people.get(cosigner);
    }

    public Device device(int cosigner) {
        return devices.get(cosigner);
    }

    public Person owner() {
        return people.get(0);
    }

    public Descriptor descriptor() {
        return Descriptor.parse(ok(200, owner().get("/v1/wallets/" + id)).get("descriptor"), Network.REGTEST);
    }

    /** A confirmed coin on a new address. */
    public Coin funded(long amountSat) {
        Reply address = ok(201, owner().post("/v1/wallets/%s/addresses".formatted(id), Map.of("label", "deposit")));
        Reply paid = ok(
                201,
                owner().post(
                                "/v1/development/faucet",
                                Map.of("address", address.get("address"), "amountSat", amountSat)));
        ok(201, owner().post("/v1/development/blocks", Map.of("count", 1)));
        Transaction previous =
                Transaction.parse(Bytes.ofHex(ok(200, owner().get("/v1/development/transactions/" + paid.get("txid")))
                        .get("hex")));
        return new Coin(
                new Outpoint(
                        Txid.parse(paid.get("txid")), paid.json().path("vout").asLong()),
                previous,
                address.json().path("index").asLong());
    }

    /** A PSBT that pays a stranger and gives the rest, less the fee, back to the wallet's change at {@code changeIndex}. */
    public PsbtV0 psbt(List<Coin> coins, long paidSat, long feeSat, long changeIndex) {
        Descriptor descriptor = descriptor();
        long spent = coins.stream().mapToLong(coin -> coin.output().amountSat()).sum();
        DerivedScript change = descriptor.derive(1, changeIndex);
        List<TxInput> inputs = coins.stream()
                .map(coin -> TxInput.unsigned(coin.outpoint(), REPLACEABLE))
                .toList();
        List<TxOutput> outputs =
                List.of(new TxOutput(paidSat, STRANGER), new TxOutput(spent - paidSat - feeSat, change.scriptPubKey()));
        List<PsbtInput> fields = coins.stream()
                .map(coin -> PsbtInput.EMPTY
                        .withNonWitnessUtxo(coin.previous())
                        .withDerivations(derivations(descriptor.derive(0, coin.index()))))
                .toList();
        return PsbtV0.of(new Transaction(2, inputs, outputs, 0))
                .withInputs(fields)
                .withOutputs(List.of(PsbtOutput.EMPTY, PsbtOutput.EMPTY.withDerivations(derivations(change))));
    }

    public static List<KeyDerivation> derivations(DerivedScript script) {
        return script.keys().stream()
                .map(key -> KeyDerivation.of(key.key(), key.origin()))
                .toList();
    }

    public Reply propose(PsbtV0 psbt) {
        return propose(Map.of("psbt", PsbtWriter.writeText(psbt), "memo", "rent"));
    }

    public Reply propose(Map<String, ?> body) {
        return owner().post("/v1/wallets/%s/proposals".formatted(id), body);
    }

    /** A proposal over one fresh coin, paying a stranger. */
    public String proposed() {
        return ok(201, propose(psbt(List.of(funded(1_000_000)), 333_333, 2_000, 0)))
                .get("id");
    }

    /** The proposal's PSBT as this cosigner's device gives it back. */
    public byte[] signed(int cosigner, String proposal) {
        byte[] psbt = ok(200, person(cosigner).get("/v1/proposals/%s/psbt".formatted(proposal)))
                .bytes();
        return device(cosigner).sign(psbt, "wsh(sortedmulti(%d,%%s))".formatted(threshold), devices);
    }

    public Reply contribute(int cosigner, String proposal, byte[] psbt) {
        return person(cosigner)
                .post("/v1/proposals/%s/contributions".formatted(proposal), psbt, "application/octet-stream");
    }

    /** Waits until the proposal is in a state. */
    public Reply await(String proposal, String state) {
        Reply reply = owner().get("/v1/proposals/" + proposal);
        for (int i = 0; i < 20 && !reply.get("state").equals(state); i++) {
            Reply next = owner().get("/v1/proposals/" + proposal + "?wait=3", "If-None-Match", reply.header("ETag"));
            reply = next.status() == 304 ? reply : next;
        }
        assertThat(reply.get("state")).isEqualTo(state);
        return reply;
    }

    /** A coin of the wallet at an index of branch 0. */
    public record Coin(Outpoint outpoint, Transaction previous, long index) {
        public TxOutput output() {
            return previous.outputs().get((int) outpoint.vout());
        }
    }
}
