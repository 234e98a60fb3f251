package io.countersign.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.cli.signer.SoftwareSigner;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.script.OutputScript;
import io.countersign.crypto.tx.Network;
import java.util.List;

/** The story of a 2-of-3 spend: people come in, their keys become a wallet, coins arrive, two of them sign, and it is confirmed. */
final class TwoOfThreeSpend {

    /** The seeds of three cosigners, and of the landlord who is paid. */
    static final int SEEDS = 4;

    private static final List<String> COSIGNERS = List.of("Alice", "Bob", "Carol");

    private final ServerClient client;
    private final Narrator narrator;
    private final List<Bytes32> seeds;

    TwoOfThreeSpend(ServerClient client, Narrator narrator, List<Bytes32> seeds) {
        this.client = client;
        this.narrator = narrator;
        this.seeds = List.copyOf(seeds);
    }

    /** Plays it with the code of an operator's invitation. */
    Outcome play(String code) {
        Person operator = operator(code);
        List<DemoCosigner> cosigners =
                COSIGNERS.stream().map(name -> cosigner(operator, name)).toList();
        KeyCeremony ceremony = new KeyCeremony(narrator, cosigners);
        String walletId = ceremony.makeWallet();
        Descriptor wallet = ceremony.bringKeysTogether(walletId);
        String txid = new CoinSpend(narrator, cosigners, walletId, wallet, landlord()).play();
        return new Outcome(operator, txid);
    }

    private Person operator(String code) {
        narrator.chapter("People come in by invitation, each with a login key of their own");
        Person olga = new Person("Olga", client);
        Reply tokens = olga.comeIn(code);
        if (!tokens.json().path("account").path("operator").asBoolean()) {
            throw new DemoFailedException(
                    "The code does not make an operator. Use the first invitation, or one that an operator made.");
        }
        narrator.tell(olga, "accepts the first invitation and is the operator", tokens, account(olga));
        return olga;
    }

    private DemoCosigner cosigner(Person operator, String name) {
        Reply invitation = operator.post("/v1/invitations", Person.json().put("role", "member"));
        Person person = new Person(name, client);
        Reply tokens = person.comeIn(invitation.text("code"));
        narrator.tell(person, "accepts Olga's invitation", tokens, account(person));
        return new DemoCosigner(person, SoftwareSigner.ofSeed(seeds.get(COSIGNERS.indexOf(name))));
    }

    /** Somebody outside, with an address of one key. */
    private Address landlord() {
        var key =
                SoftwareSigner.ofSeed(seeds.get(SEEDS - 1)).cosignerKey().key().publicKey();
        return Address.ofScript(OutputScript.p2wpkh(key), Network.REGTEST).orElseThrow();
    }

    private static String account(Person person) {
        return "account " + Narrator.shortId(person.accountId());
    }

    /** How it ended: the confirmed transaction, and the operator, whose login key is lost with the demo. */
    record Outcome(Person operator, String txid) {

        /** The code of an invitation for whoever watches to be an operator too. */
        String inviteOperator() {
            ObjectNode role = Person.json().put("role", "operator");
            return operator.post("/v1/invitations", role).text("code");
        }
    }
}
