package io.countersign.testing;

import io.countersign.testing.TestWallet.Seat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The making of a wallet, step by step over HTTP. */
public final class Ceremony {

    private final String script;
    private final int threshold;
    private final Account owner;
    private final String walletId;
    private final List<Seat> seats = new ArrayList<>();

    private Ceremony(String script, int threshold, Account owner, String walletId) {
        this.script = script;
        this.threshold = threshold;
        this.owner = owner;
        this.walletId = walletId;
    }

    /** The answer to making a wallet of this policy, in which nobody has a key yet. */
    public static Reply made(Api api, Map<String, Object> policy) {
        return api.post("/v1/wallets", Map.of("name", "Treasury", "network", "regtest", "policy", policy));
    }

    public static Ceremony begin(String script, int threshold, Account owner, int total) {
        return begin(owner, Map.of("script", script, "threshold", threshold, "total", total));
    }

    /** By a descriptor template (BIP388). */
    public static Ceremony ofTemplate(String template, Account owner) {
        return begin(owner, Map.of("script", "miniscript", "template", template));
    }

    private static Ceremony begin(Account owner, Map<String, Object> policy) {
        Reply made = made(owner.api(), policy).expect(201);
        int threshold = made.json().at("/policy/threshold").asInt();
        return new Ceremony(String.valueOf(policy.get("script")), threshold, owner, made.get("id"));
    }

    public String walletId() {
        return walletId;
    }

    /** Makes the account a cosigner. */
    public void letIn(Account account) {
        letIn(account, "cosigner");
    }

    public void letIn(Account account, String role) {
        account.accept(owner.invite(Map.of("walletId", walletId, "role", role)));
    }

    /** Registers and proves a key. */
    public Seat register(Account account, Signer signer) {
        Reply key = offer(account, signer).expect(201);
        prove(account, signer, key.get("id"), key.get("challenge")).expect(200);
        Seat seat = new Seat(account, signer, key.get("id"));
        seats.add(seat);
        return seat;
    }

    /** The answer to registering a key, which is not proven yet. */
    public Reply offer(Account account, Signer signer) {
        return account.api()
                .post(
                        path("/keys"),
                        Map.of(
                                "key",
                                signer.keyText(),
                                "label",
                                "safe of " + account.name(),
                                "device",
                                Map.of("model", "coldcard_mk4", "firmware", "5.4.0")));
    }

    public Reply prove(Account account, Signer signer, String keyId, String challenge) {
        return prove(account, keyId, "bip137", signer.signMessage(challenge));
    }

    /** By any signature of the child at 0/0. */
    public Reply prove(Account account, String keyId, String format, String signature) {
        return account.api()
                .post(
                        path("/keys/" + keyId + "/proof"),
                        Map.of("path", "0/0", "signature", signature, "format", format));
    }

    /** Every holder confirms the first address, which makes the wallet active. */
    public TestWallet confirmAll() {
        Reply wallet = owner.api().get(path("")).expect(200);
        for (Seat seat : seats) {
            seat.api()
                    .post(
                            path("/keys/" + seat.keyId() + "/confirmation"),
                            Map.of("firstAddress", wallet.get("firstAddress")))
                    .expect(200);
        }
        return new TestWallet(walletId, script, threshold, owner, wallet.get("descriptor"), List.copyOf(seats));
    }

    private String path(String rest) {
        return "/v1/wallets/" + walletId + rest;
    }
}
