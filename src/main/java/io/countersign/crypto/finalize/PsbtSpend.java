package io.countersign.crypto.finalize;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.psbt.CoinCheck;
import io.countersign.crypto.psbt.CoinFault;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.script.Multisig;
import io.countersign.crypto.script.ScriptTemplate;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.verify.ExpectedInput;
import io.countersign.crypto.verify.ExpectedKey;
import java.util.List;
import java.util.stream.IntStream;

/** A multi-signature input as a PSBT alone describes it, for work without a wallet. The amount is as proven as the PSBT proves it. */
final class PsbtSpend {

    private PsbtSpend() {}

    /** @throws MalformedException where the input's coin or scripts are missing, contradict each other or are no multisig */
    static ExpectedInput expectedInput(Psbt psbt, int index) {
        CoinCheck check = CoinCheck.of(psbt, index);
        check.faults().stream()
                .filter(fault -> fault != CoinFault.PREVIOUS_TRANSACTION_MISSING)
                .findFirst()
                .ifPresent(fault -> {
                    throw refusal(index, fault.sentence());
                });
        TxOutput coin = check.coin().orElseThrow(() -> refusal(index, "the coin that it spends is not given"));
        PsbtInput input = psbt.inputs().get(index);
        if (ScriptTemplate.of(coin.script()) == ScriptTemplate.P2TR) {
            return PsbtTaproot.expectedInput(coin, input)
                    .orElseThrow(() -> refusal(index, "it has neither an internal key nor a leaf that is understood"));
        }
        Bytes redeemScript = input.redeemScript().orElse(null);
        Bytes witnessScript = input.witnessScript().orElse(null);
        Bytes script = input.witnessScript().or(input::redeemScript).orElse(Bytes.EMPTY);
        Multisig multisig =
                Multisig.parse(script).orElseThrow(() -> refusal(index, "it has no multi-signature script"));
        return ExpectedInput.of(
                coin, redeemScript, witnessScript, multisig.threshold().required(), keys(multisig));
    }

    private static List<ExpectedKey> keys(Multisig multisig) {
        return IntStream.range(0, multisig.keys().size())
                .mapToObj(i -> new ExpectedKey(i, multisig.keys().get(i)))
                .toList();
    }

    private static MalformedException refusal(int index, String sentence) {
        return new MalformedException("psbt", "Input %d can't be finalized: %s.".formatted(index, sentence));
    }
}
