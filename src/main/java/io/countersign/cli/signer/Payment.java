package io.countersign.cli.signer;

import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.psbt.KeyDerivation;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtOutput;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import java.util.List;
import java.util.stream.IntStream;

/** A payment out of one coin, the rest of which comes back as change: what a wallet's software would put into a PSBT. */
public record Payment(Address recipient, Satoshi amount, Satoshi fee) {

    private static final int TRANSACTION_VERSION = 2;

    /** Signals that the fee may be raised later (BIP125). */
    private static final long REPLACEABLE = 0xfffffffdL;

    /** The unsigned PSBT that spends the output of {@code previous} that pays to {@code coin}. */
    public Psbt psbt(Transaction previous, DerivedScript coin, DerivedScript change) {
        int vout = vout(previous, coin);
        TxOutput spent = previous.outputs().get(vout);
        Satoshi rest = spent.amount().minus(amount).minus(fee);
        Transaction unsigned = new Transaction(
                TRANSACTION_VERSION,
                List.of(TxInput.unsigned(new Outpoint(previous.txid(), vout), REPLACEABLE)),
                List.of(
                        new TxOutput(amount.value(), recipient.scriptPubKey()),
                        new TxOutput(rest.value(), change.scriptPubKey())),
                0);
        PsbtInput input = PsbtInput.EMPTY
                .withNonWitnessUtxo(previous)
                .withWitnessUtxo(spent)
                .withWitnessScript(coin.multisigScript())
                .withDerivations(derivations(coin));
        PsbtOutput back =
                PsbtOutput.EMPTY.withWitnessScript(change.multisigScript()).withDerivations(derivations(change));
        return PsbtV0.of(unsigned).withInput(0, input).withOutput(1, back);
    }

    private static int vout(Transaction previous, DerivedScript coin) {
        return IntStream.range(0, previous.outputs().size())
                .filter(i -> previous.outputs().get(i).script().equals(coin.scriptPubKey()))
                .findFirst()
                .orElseThrow(() -> new SigningRefusedException("The transaction %s does not pay to %d/%d of the wallet."
                        .formatted(previous.txid(), coin.branch(), coin.index())));
    }

    private static List<KeyDerivation> derivations(DerivedScript script) {
        return script.keys().stream()
                .map(key -> KeyDerivation.of(key.key(), key.origin()))
                .toList();
    }
}
