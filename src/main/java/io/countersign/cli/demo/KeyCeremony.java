package io.countersign.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.tx.Network;
import java.util.List;

/** Three keys become one wallet: registered, proven, and the first address confirmed by every device. */
final class KeyCeremony {

    private static final String WALLETS = "/v1/wallets/";

    private final Narrator narrator;
    private final List<DemoCosigner> cosigners;
    private final Person owner;

    KeyCeremony(Narrator narrator, List<DemoCosigner> cosigners) {
        this.narrator = narrator;
        this.cosigners = List.copyOf(cosigners);
        this.owner = cosigners.get(0).person();
    }

    /** The id of a wallet of which all three are cosigners. */
    String makeWallet() {
        narrator.chapter("A wallet is made, and its cosigners are invited");
        ObjectNode body = Person.json().put("name", "Treasury").put("network", "regtest");
        body.putObject("policy").put("script", "wsh").put("threshold", 2).put("total", cosigners.size());
        Reply wallet = owner.post("/v1/wallets", body);
        String walletId = wallet.text("id");
        narrator.tell(owner, "makes the wallet Treasury, 2 of 3 keys", wallet, wallet.text("state"));
        cosigners.forEach(cosigner -> invite(cosigner.person(), walletId));
        return walletId;
    }

    private void invite(Person person, String walletId) {
        Reply invitation = owner.post(
                "/v1/invitations", Person.json().put("walletId", walletId).put("role", "cosigner"));
        Reply accepted = person.post("/v1/invitations/acceptance", Person.json().put("code", invitation.text("code")));
        narrator.tell(person, "is a cosigner from now on", accepted);
    }

    /** The descriptor of the wallet once it is active. */
    Descriptor bringKeysTogether(String walletId) {
        narrator.chapter("Every cosigner registers a key and proves that the device holds it");
        cosigners.forEach(cosigner -> registerAndProve(cosigner, WALLETS + walletId));
        narrator.chapter("The wallet is complete: every device derives the first address and confirms it");
        Reply made = owner.get(WALLETS + walletId);
        Descriptor wallet = Descriptor.parse(made.text("descriptor"), Network.REGTEST);
        narrator.note(made.text("state") + ", descriptor ..."
                + made.text("descriptor").replaceAll(".*/", "/"));
        narrator.note("first address " + made.text("firstAddress"));
        cosigners.forEach(cosigner -> confirm(cosigner, wallet));
        requireActive(owner.get(WALLETS + walletId));
        return wallet;
    }

    private void registerAndProve(DemoCosigner cosigner, String walletPath) {
        Reply key = cosigner.registerKey(walletPath);
        narrator.tell(cosigner.person(), "registers the key " + cosigner.fingerprint(), key, key.text("state"));
        Reply proven = cosigner.proveKey(key.text("challenge"));
        narrator.tell(cosigner.person(), "signs its challenge (BIP137)", proven, proven.text("state"));
    }

    private void confirm(DemoCosigner cosigner, Descriptor wallet) {
        Reply confirmed = cosigner.confirm(wallet);
        narrator.tell(cosigner.person(), "sees the same address on the device", confirmed, confirmed.text("state"));
    }

    private void requireActive(Reply wallet) {
        if (!wallet.text("state").equals("active")) {
            throw new DemoFailedException(
                    "The wallet should be active after all confirmations, but is %s.".formatted(wallet.text("state")));
        }
        narrator.note("the wallet is " + wallet.text("state"));
    }
}
