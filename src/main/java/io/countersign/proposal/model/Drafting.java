package io.countersign.proposal.model;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.descriptor.ScriptKind;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.psbt.GlobalXpub;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.sighash.SighashType;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.countersign.crypto.verify.ExpectedSpend;
import io.countersign.key.model.KeyDepth;
import io.countersign.key.model.RegisteredKey;
import io.countersign.wallet.model.SpendPath;
import io.countersign.wallet.model.Wallet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns an uploaded PSBT into a proposal, or refuses it: every coin must be the wallet's, proven and unspent, every claim about change
 * true, the fee no mistake and the transaction one that the network relays.
 */
public final class Drafting {

    /** How far beyond the highest index that was issued or seen change may lie. */
    private static final long CHANGE_GAP = 1_000;

    private final Wallet wallet;
    private final Descriptor descriptor;
    private final PsbtV0 upload;
    private final ChainFacts chain;
    private final WalletScripts scripts;

    private Drafting(Wallet wallet, PsbtV0 upload, ChainFacts chain, long nextReceive, long nextChange) {
        this.wallet = wallet;
        this.descriptor = wallet.descriptor();
        this.upload = upload;
        this.chain = chain;
        this.scripts = new WalletScripts(descriptor, nextReceive, nextChange);
    }

    /**
     * @param nextReceive the next index of branch 0, {@code nextChange} that of branch 1
     * @param limits from where on a fee is refused; none where the creator allows a high fee
     */
    public static SpendDraft draft(
            Wallet wallet,
            PsbtV0 upload,
            ChainFacts chain,
            long nextReceive,
            long nextChange,
            java.util.Optional<FeeLimits> limits,
            DraftTerms terms) {
        return new Drafting(wallet, upload, chain, nextReceive, nextChange).draft(limits, terms);
    }

    private SpendDraft draft(java.util.Optional<FeeLimits> limits, DraftTerms terms) {
        Transaction unsigned = upload.unsignedTransaction();
        requireDistinct(unsigned.outpoints());
        requireSighashFields();
        requireShallowXpubs();
        Map<Txid, Transaction> previous = new HashMap<>(Previous.uploaded(upload));
        chain.previous().forEach(previous::putIfAbsent);
        List<SpentCoin> inputs = inputs(unsigned, previous);
        List<PaidOutput> outputs = outputs(unsigned);
        Satoshi spent = sum(inputs.stream().map(SpentCoin::output).toList());
        Satoshi fee = fee(spent, unsigned.outputs());
        SpendPath path = SpendPathChoice.of(wallet.spendPaths(), terms.spendPath(), unsigned, chain);
        ProposalFacts facts = new ProposalFacts(
                terms.id(),
                wallet.id(),
                unsigned,
                inputs,
                outputs,
                fee,
                1,
                path.threshold(),
                wallet.keys().stream().map(RegisteredKey::id).toList(),
                path.groups(),
                List.of(),
                path.id(),
                terms.createdBy(),
                terms.memo(),
                terms.expiresAt(),
                terms.createdAt());
        ExpectedSpend spend = SpendExpectation.of(facts, descriptor);
        int size = RelayRules.require(spend, chain);
        limits.ifPresent(limit -> limit.require(fee, spent, size));
        ProposalFacts sized = facts.with(size, MusigSeat.all(spend.musig(), facts.keyIds()));
        return new SpendDraft(sized, spend, ServedSize.require(FrozenPsbt.of(sized, descriptor, previous)));
    }

    /** Extended keys of others are of no use here; the wallet's own are as deep as they are. */
    private void requireShallowXpubs() {
        upload.xpubs().stream()
                .map(GlobalXpub::origin)
                .filter(origin ->
                        descriptor.keys().stream().map(CosignerKey::origin).noneMatch(origin::equals))
                .forEach(origin -> KeyDepth.require("An extended key in the global map", origin));
    }

    private static void requireDistinct(List<Outpoint> outpoints) {
        Set<Outpoint> seen = new HashSet<>();
        for (Outpoint outpoint : outpoints) {
            if (!seen.add(outpoint)) {
                throw ProposalRefusal.DUPLICATE_INPUT.refuse("The coin %s is spent by two inputs.".formatted(outpoint));
            }
        }
    }

    private void requireSighashFields() {
        for (int i = 0; i < upload.inputs().size(); i++) {
            boolean isOther = upload.inputs()
                    .get(i)
                    .sighashType()
                    .map(type -> !isAllowed(type))
                    .orElse(false);
            if (isOther) {
                throw ProposalRefusal.SIGHASH_FIELD_REFUSED.refuse(
                        "The sighash field of input %d is not ALL (1), nor of taproot DEFAULT (0); leave it out or set it so."
                                .formatted(i));
            }
        }
    }

    private boolean isAllowed(SighashType type) {
        return type.isAll() || descriptor.kind() == ScriptKind.TR && type.equals(SighashType.DEFAULT);
    }

    private List<SpentCoin> inputs(Transaction unsigned, Map<Txid, Transaction> previous) {
        List<SpentCoin> inputs = new ArrayList<>();
        for (int i = 0; i < unsigned.inputs().size(); i++) {
            Outpoint outpoint = unsigned.inputs().get(i).outpoint();
            inputs.add(input(
                    i, outpoint, Previous.coin(i, outpoint, upload.inputs().get(i), previous)));
        }
        return inputs;
    }

    private SpentCoin input(int index, Outpoint outpoint, TxOutput coin) {
        PsbtInput fields = upload.inputs().get(index);
        String place = "input " + index;
        DerivedScript derived = scripts.find(place, coin.script(), fields)
                .orElseThrow(() -> ProposalRefusal.FOREIGN_INPUT.refuse(
                        "Input %d spends %s, which is not a coin of this wallet.".formatted(index, outpoint)));
        ClaimedScripts.require(place, fields, derived);
        if (!chain.unspent().get(index).map(coin::equals).orElse(false)) {
            throw ProposalRefusal.COIN_NOT_SPENDABLE.refuse(
                    "The coin %s of input %d does not exist, is spent, or can't be spent yet."
                            .formatted(outpoint, index),
                    Map.of("inputIndex", index));
        }
        return new SpentCoin(outpoint, coin, derived.branch(), derived.index(), address(coin.script()));
    }

    private List<PaidOutput> outputs(Transaction unsigned) {
        List<PaidOutput> outputs = new ArrayList<>();
        for (int i = 0; i < unsigned.outputs().size(); i++) {
            outputs.add(output(i, unsigned.outputs().get(i)));
        }
        return outputs;
    }

    private PaidOutput output(int index, TxOutput output) {
        String place = "output " + index;
        java.util.Optional<DerivedScript> own =
                scripts.find(place, output.script(), upload.outputs().get(index));
        if (own.isEmpty()) {
            String address = Address.ofScript(output.script(), wallet.network())
                    .map(Address::text)
                    .orElse(null);
            return new PaidOutput(output, address, PaidOutput.FOREIGN, 0);
        }
        DerivedScript derived = own.get();
        ClaimedScripts.require(place, upload.outputs().get(index), derived);
        if (derived.branch() == 1 && derived.index() >= scripts.nextChange() + CHANGE_GAP) {
            throw ProposalRefusal.CHANGE_TOO_FAR.refuse(
                    "Output %d is change at index %d; it may lie up to %d beyond the last index in use."
                            .formatted(index, derived.index(), CHANGE_GAP));
        }
        return new PaidOutput(output, address(output.script()), derived.branch(), derived.index());
    }

    private static Satoshi fee(Satoshi spent, List<TxOutput> outputs) {
        Satoshi paid = sum(outputs);
        if (paid.compareTo(spent) > 0) {
            throw ProposalRefusal.OUTPUTS_ABOVE_INPUTS.refuse(
                    "The outputs pay %d sat and the inputs bring %d sat.".formatted(paid.value(), spent.value()));
        }
        return spent.minus(paid);
    }

    private static Satoshi sum(List<TxOutput> outputs) {
        try {
            Satoshi sum = Satoshi.ZERO;
            for (TxOutput output : outputs) {
                sum = sum.plus(output.amount());
            }
            return sum;
        } catch (MalformedException e) {
            throw ProposalRefusal.TRANSACTION_NOT_STANDARD.refuse(
                    "An amount, or the sum of the amounts, is negative or above 21,000,000 BTC.");
        }
    }

    private String address(Bytes script) {
        return Address.ofScript(script, wallet.network())
                .orElseThrow(() -> new IllegalStateException("a descriptor's script has no address"))
                .text();
    }
}
