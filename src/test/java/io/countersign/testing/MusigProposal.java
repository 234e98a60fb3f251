package io.countersign.testing;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.tx.Network;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.ProposalId;
import io.countersign.kernel.WalletId;
import io.countersign.proposal.model.PaidOutput;
import io.countersign.proposal.model.ProposalFacts;
import io.countersign.proposal.model.SpentCoin;
import io.countersign.wallet.model.SpendPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** A spend of coins that all cosigners of a musig wallet sign for together, without a server. */
public record MusigProposal(
        Descriptor descriptor, List<MusigDevice> devices, ProposalFacts facts, Transaction funding) {

    public static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");

    /** A wallet of so many cosigners, spending so many coins; the second output is change. */
    public static MusigProposal of(int cosigners, int coins) {
        List<Signer> signers = IntStream.rangeClosed(1, cosigners)
                .mapToObj(number -> Signer.of(number, "48h/1h/0h/2h"))
                .toList();
        Descriptor descriptor = Descriptor.ofMusig(signers.stream()
                .map(signer -> CosignerKey.parse(signer.keyText(), Network.REGTEST))
                .toList());
        return of(descriptor, signers, coins, "main");
    }

    /** The same of any descriptor of these signers' keys, by one of its spend paths. */
    public static MusigProposal of(Descriptor descriptor, List<Signer> signers, int coins, String spendPath) {
        List<DerivedScript> scripts = IntStream.range(0, coins)
                .mapToObj(i -> descriptor.derive(0, 3 + i))
                .toList();
        Transaction funding = new Transaction(
                2,
                List.of(TxInput.unsigned(new Outpoint(Txid.parse("11".repeat(32)), 0), 0xffffffffL)),
                scripts.stream()
                        .map(script -> new TxOutput(100_000, script.scriptPubKey()))
                        .toList(),
                0);
        List<SpentCoin> spent = new ArrayList<>();
        List<TxInput> inputs = new ArrayList<>();
        for (int i = 0; i < coins; i++) {
            var outpoint = new Outpoint(funding.txid(), i);
            inputs.add(TxInput.unsigned(outpoint, 0xfffffffdL));
            spent.add(new SpentCoin(outpoint, funding.outputs().get(i), 0, 3 + i, "address"));
        }
        TxOutput paid = new TxOutput(60_000, Bytes.ofHex("0014" + "07".repeat(20)));
        TxOutput change =
                new TxOutput(100_000L * coins - 61_000, descriptor.derive(1, 9).scriptPubKey());
        List<KeyId> keyIds = IntStream.rangeClosed(1, signers.size())
                .mapToObj(i -> new KeyId(new UUID(2, i)))
                .toList();
        ProposalFacts facts = new ProposalFacts(
                new ProposalId(new UUID(3, 3)),
                new WalletId(new UUID(4, 4)),
                new Transaction(2, inputs, List.of(paid, change), 0),
                spent,
                List.of(
                        new PaidOutput(paid, "address", PaidOutput.FOREIGN, 0),
                        new PaidOutput(change, "address", 1, 9)),
                Satoshi.of(1_000),
                200,
                descriptor.derive(0, 0).path(spendPath).path().threshold(),
                keyIds,
                descriptor.derive(0, 0).path(spendPath).path().groups().stream()
                        .map(group -> new SpendPath.Group(
                                group.threshold(),
                                group.positions().stream().map(keyIds::get).toList()))
                        .toList(),
                List.of(),
                spendPath,
                new AccountId(new UUID(1, 1)),
                null,
                NOW.plusSeconds(86_400),
                NOW);
        return new MusigProposal(
                descriptor, signers.stream().map(MusigDevice::new).toList(), facts, funding);
    }
}
