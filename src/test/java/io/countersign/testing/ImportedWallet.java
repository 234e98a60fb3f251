package io.countersign.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.testing.TestWallet.Seat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A wallet that was imported by its descriptor, whose cosigners claim their keys one by one. */
public record ImportedWallet(String id, Account owner, Reply imported) {

    /** @param more members of the request beside the descriptor */
    public static ImportedWallet of(Account owner, String descriptor, Map<String, Object> more) {
        Map<String, Object> request = new LinkedHashMap<>(more);
        request.put("name", "From elsewhere");
        request.put("network", "regtest");
        request.put("descriptor", descriptor);
        Reply imported = owner.api().post("/v1/wallets", request).expect(201);
        return new ImportedWallet(imported.get("id"), owner, imported);
    }

    /** An active wallet: every cosigner claims and confirms the key of their place. */
    public static TestWallet claimed(String descriptor, List<Account> people, List<Signer> signers) {
        ImportedWallet wallet = of(people.get(0), descriptor, Map.of());
        List<Seat> seats = new ArrayList<>();
        for (int i = 0; i < signers.size(); i++) {
            seats.add(wallet.claim(people.get(i), signers.get(i)));
        }
        return wallet.withSeats(seats);
    }

    public TestWallet withSeats(List<Seat> seats) {
        JsonNode policy = imported.json().get("policy");
        return new TestWallet(
                id,
                policy.get("script").asText(),
                policy.get("threshold").asInt(),
                owner,
                imported.get("descriptor"),
                List.copyOf(seats));
    }

    /** By invitation, a proof and the first address. */
    public Seat claim(Account account, Signer signer) {
        String keyId = keyId(signer);
        account.accept(owner.invite(Map.of("walletId", id, "role", "cosigner", "keyId", keyId)));
        String path = "/v1/wallets/%s/keys/%s".formatted(id, keyId);
        Reply key = account.api().get(path).expect(200);
        account.api()
                .post(
                        path + "/proof",
                        Map.of(
                                "path",
                                "0/0",
                                "signature",
                                signer.signMessage(key.get("challenge")),
                                "format",
                                "bip137"))
                .expect(200);
        String firstAddress = account.api().get("/v1/wallets/" + id).get("firstAddress");
        account.api()
                .post(path + "/confirmation", Map.of("firstAddress", firstAddress))
                .expect(200);
        return new Seat(account, signer, keyId);
    }

    public String keyId(Signer signer) {
        return key(signer).get("id").asText();
    }

    public JsonNode key(Signer signer) {
        for (JsonNode key :
                owner.api().get("/v1/wallets/" + id).expect(200).json().get("keys")) {
            if (key.get("fingerprint").asText().equals(signer.fingerprint())) {
                return key;
            }
        }
        throw new AssertionError(signer.fingerprint());
    }

    public String state() {
        return owner.api().get("/v1/wallets/" + id).expect(200).get("state");
    }
}
