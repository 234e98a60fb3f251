package io.countersign.cli.demo;

import static io.countersign.cli.demo.Narrator.amount;
import static io.countersign.cli.demo.Narrator.shortId;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.cli.signer.Payment;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A coin arrives and is spent: proposed by one, signed by two, watched by the third. */
final class CoinSpend {

    private static final Satoshi DEPOSIT = Satoshi.of(1_000_000);
    private static final Satoshi RENT = Satoshi.of(333_333);
    private static final Satoshi FEE = Satoshi.of(2_000);
    private static final int CONFIRMATIONS = 6;
    private static final int WAIT_SECONDS = 30;
    private static final int MOST_WAITS = 10;

    private final Narrator narrator;
    private final DemoCosigner alice;
    private final DemoCosigner bob;
    private final Person carol;
    private final String walletPath;
    private final Descriptor wallet;
    private final Address landlord;

    CoinSpend(Narrator narrator, List<DemoCosigner> cosigners, String walletId, Descriptor wallet, Address landlord) {
        this.narrator = narrator;
        this.alice = cosigners.get(0);
        this.bob = cosigners.get(1);
        this.carol = cosigners.get(2).person();
        this.walletPath = "/v1/wallets/" + walletId;
        this.wallet = wallet;
        this.landlord = landlord;
    }

    /** The id of the confirmed transaction. */
    String play() {
        long coin = issueAddress(false);
        Transaction deposit = receive(DemoCosigner.address(wallet, 0, coin));
        String proposalPath = propose(deposit, coin, issueAddress(true));
        signByTwo(proposalPath);
        return confirm(proposalPath);
    }

    private long issueAddress(boolean change) {
        if (!change) {
            narrator.chapter("A coin arrives");
        }
        Reply issued = alice.person()
                .post(
                        walletPath + "/addresses",
                        Person.json()
                                .put("label", change ? "change of the rent" : "deposit")
                                .put("change", change));
        long index = issued.json().path("index").asLong();
        if (!DemoCosigner.address(wallet, change ? 1 : 0, index).equals(issued.text("address"))) {
            throw new DemoFailedException("The server gave out an address that the descriptor does not derive.");
        }
        narrator.tell(
                alice.person(),
                change ? "takes an address for change" : "takes an address for a deposit",
                issued,
                issued.text("address"));
        return index;
    }

    private Transaction receive(String address) {
        Reply paid = alice.person()
                .post(
                        "/v1/development/faucet",
                        Person.json().put("address", address).put("amountSat", DEPOSIT.value()));
        narrator.tell(
                "Faucet",
                "pays %s  -> %d txid %s".formatted(amount(DEPOSIT.value()), paid.status(), shortId(paid.text("txid"))));
        mine(1);
        Reply transaction = alice.person().get("/v1/development/transactions/" + paid.text("txid"));
        return Transaction.parse(Bytes.ofHex(transaction.text("hex")));
    }

    /** The path of the proposal. */
    private String propose(Transaction deposit, long coin, long change) {
        narrator.chapter("Alice proposes to pay the rent");
        Psbt psbt = new Payment(landlord, RENT, FEE).psbt(deposit, wallet.derive(0, coin), wallet.derive(1, change));
        Reply made = alice.person()
                .post(
                        walletPath + "/proposals",
                        Person.json().put("psbt", PsbtWriter.writeText(psbt)).put("memo", "rent"));
        JsonNode proposal = made.json();
        narrator.tell(alice.person(), "proposes a PSBT", made, made.text("state") + " " + shortId(made.text("id")));
        proposal.path("outputs")
                .forEach(output -> narrator.note("%s %s to %s"
                        .formatted(
                                output.path("kind").asText(),
                                amount(output.path("amountSat").asLong()),
                                output.path("address").asText())));
        narrator.note("fee %s, at most %d vB, %s sat/vB"
                .formatted(
                        amount(proposal.path("feeSat").asLong()),
                        proposal.path("virtualSize").asInt(),
                        proposal.path("feeRate").asText()));
        return "/v1/proposals/" + made.text("id");
    }

    private void signByTwo(String proposalPath) {
        narrator.chapter("Two of three sign, and the server proves every signature");
        Reply first = alice.person()
                .postPsbt(proposalPath + "/contributions", alice.signed(proposalPath))
                .orFail();
        narrator.tell(alice.person(), "signs on the device and hands the PSBT in", first, collected(first));
        narrator.note("receipt for entry "
                + shortId(first.json().path("receipt").path("entry").asText()));
        Reply seen = carol.get(proposalPath);
        CompletableFuture<Reply> change = carol.waitForChange(proposalPath, seen.etag(), WAIT_SECONDS);
        narrator.tell(carol, "does not sign, but waits for what happens (?wait=%d)".formatted(WAIT_SECONDS));
        beRefused(proposalPath);
        Reply second = bob.person()
                .postPsbt(proposalPath + "/contributions", bob.signed(proposalPath))
                .orFail();
        narrator.tell(bob.person(), "signs as well", second, collected(second));
        Reply woken = carol.await(change);
        narrator.tell(carol, "is told at once", woken, collected(woken, woken.json()));
    }

    /** A signature under a key that did not make it: nothing of such a file is stored. */
    private void beRefused(String proposalPath) {
        Bytes forged = Forgery.copiedSignature(bob.person().getBytes(proposalPath + "/psbt"), bob.fingerprint());
        Reply refused = bob.person().postPsbt(proposalPath + "/contributions", forged);
        if (refused.isSuccess()) {
            throw new DemoFailedException("The server took a signature under a key that did not make it.");
        }
        JsonNode violation = refused.json().path("violations").path(0);
        narrator.tell(
                bob.person(),
                "hands in a copy of Alice's signature as his own",
                refused,
                "refused: " + violation.path("reason").asText());
    }

    private String confirm(String proposalPath) {
        narrator.chapter("The server sends the transaction, and the chain confirms it");
        Reply last = carol.get(proposalPath + "/transaction");
        narrator.tell(
                carol,
                "reads the final transaction",
                last,
                "%s vB, %s sat/vB".formatted(last.text("virtualSize"), last.text("feeRate")));
        follow(proposalPath, "broadcast");
        mine(CONFIRMATIONS);
        follow(proposalPath, "confirmed");
        return last.text("txid");
    }

    /** Waits until the proposal has come to {@code state}. */
    private void follow(String proposalPath, String state) {
        Reply now = carol.get(proposalPath);
        for (int i = 0; i < MOST_WAITS && !now.text("state").equals(state); i++) {
            if (now.text("state").equals("failed")) {
                throw new DemoFailedException("The transaction failed: %s"
                        .formatted(now.json().path("failure").path("detail").asText()));
            }
            Reply later = carol.await(carol.waitForChange(proposalPath, now.etag(), WAIT_SECONDS));
            now = later.status() == 304 ? now : later.orFail();
        }
        if (!now.text("state").equals(state)) {
            throw new DemoFailedException(
                    "The proposal should have become %s, but is %s still.".formatted(state, now.text("state")));
        }
        narrator.tell(carol, "sees the proposal", now, now.text("state"));
    }

    private void mine(int count) {
        Reply tip = alice.person().post("/v1/development/blocks", Person.json().put("count", count));
        narrator.tell(
                "Chain",
                "%s  -> %d height %s"
                        .formatted(count == 1 ? "a block" : count + " blocks", tip.status(), tip.text("height")));
    }

    private static String collected(Reply contribution) {
        return collected(contribution, contribution.json().path("proposal"));
    }

    private static String collected(Reply reply, JsonNode proposal) {
        if (!reply.isSuccess()) {
            throw reply.unexpected();
        }
        return "%s, %d of %d signatures"
                .formatted(
                        proposal.path("state").asText(),
                        proposal.path("signaturesCollected").asInt(),
                        proposal.path("signaturesRequired").asInt());
    }
}
