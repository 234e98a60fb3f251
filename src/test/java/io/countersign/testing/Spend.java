package io.countersign.testing;

import fr.acinq.bitcoin.PrivateKey;
import fr.acinq.bitcoin.Satoshi;
import fr.acinq.bitcoin.Script;
import fr.acinq.bitcoin.SigVersion;
import fr.acinq.bitcoin.Transaction;
import fr.acinq.bitcoin.TxIn;
import fr.acinq.bitcoin.TxOut;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A spend as a client builds it from coins that it knows, before and without the server. */
public record Spend(TestWallet wallet, List<Coin> coins, RawPsbt psbt) {

    /** BIP125: replaceable. */
    public static final long SEQUENCE = 0xfffffffdL;

    private static final PrivateKey PAYEE = new PrivateKey(Hash.sha256(new byte[] {1}));

    /** Pays a third of the first coin to somebody, and the rest but a fee of 2,000 sat to change at {@code 1/0}. */
    public static Spend of(TestWallet wallet, Coin... coins) {
        long sum = Arrays.stream(coins).mapToLong(Coin::amountSat).sum();
        long paid = coins[0].amountSat() / 3;
        return paying(wallet, List.of(coins), List.of(payment(paid), change(wallet, 0, sum - paid - 2_000)));
    }

    public static Spend paying(TestWallet wallet, List<Coin> coins, List<TxOut> outputs) {
        List<TxIn> inputs =
                coins.stream().map(coin -> new TxIn(coin.outpoint(), SEQUENCE)).toList();
        RawPsbt psbt = RawPsbt.of(new Transaction(2, inputs, outputs, 0));
        for (int i = 0; i < coins.size(); i++) {
            psbt.input(i)
                    .put(
                            RawPsbt.NON_WITNESS_UTXO,
                            hex(Transaction.write(coins.get(i).previous())));
        }
        return new Spend(wallet, coins, psbt);
    }

    /** To a p2wpkh script that no wallet of the tests has. */
    public static TxOut payment(long amountSat) {
        return new TxOut(new Satoshi(amountSat), Script.write(Script.pay2wpkh(PAYEE.publicKey())));
    }

    public static TxOut change(TestWallet wallet, long index, long amountSat) {
        return new TxOut(new Satoshi(amountSat), wallet.outputScript(1, index));
    }

    public Spend with(RawPsbt changed) {
        return new Spend(wallet, coins, changed);
    }

    /** The same transaction with another lock time, and this sequence in every input. */
    public Spend under(long lockTime, long sequence) {
        Transaction unsigned = psbt.unsigned();
        List<TxIn> inputs = unsigned.txIn.stream()
                .map(input -> new TxIn(input.outPoint, sequence))
                .toList();
        RawPsbt changed = psbt.copy();
        Transaction locked = new Transaction(unsigned.version, inputs, unsigned.txOut, lockTime);
        changed.global().put(RawPsbt.UNSIGNED_TX, hex(Transaction.write(locked)));
        return with(changed);
    }

    /** The answer to proposing this, by the wallet's owner. */
    public Reply propose() {
        return propose(Map.of());
    }

    public Reply propose(Map<String, Object> more) {
        Map<String, Object> request = new LinkedHashMap<>(more);
        request.put("psbt", psbt.base64());
        return wallet.owning().post(wallet.path("/proposals"), request);
    }

    public TestProposal proposed() {
        return new TestProposal(propose().expect(201).get("id"), this);
    }

    public TestProposal proposedBy(String spendPath) {
        return new TestProposal(
                propose(Map.of("spendPath", spendPath)).expect(201).get("id"), this);
    }

    public TestProposal proposedWith(String memo) {
        return new TestProposal(propose(Map.of("memo", memo)).expect(201).get("id"), this);
    }

    /** The signature of a cosigner's key for an input, right for its hash type: DER and that byte, in hex. */
    public String signature(int input, int seat, int hashType) {
        return signature(input, key(input, seat), hashType, coins.get(input).amountSat());
    }

    /** The signature of any key over any amount. */
    public String signature(int input, PrivateKey key, int hashType, long amountSat) {
        byte[] script = wallet.multisig(0, coins.get(input).index());
        return hex(psbt.unsigned()
                .signInput(input, script, hashType, new Satoshi(amountSat), SigVersion.SIGVERSION_WITNESS_V0, key));
    }

    public PrivateKey key(int input, int seat) {
        return wallet.seat(seat).signer().child(0, coins.get(input).index());
    }

    public String publicKey(int input, int seat) {
        return wallet.publicKey(seat, 0, coins.get(input).index());
    }

    /** The PSBT with the right signatures of these cosigners on every input, made without asking the server. */
    public RawPsbt signedBy(int... cosigners) {
        RawPsbt signed = psbt.copy();
        for (int input = 0; input < coins.size(); input++) {
            for (int seat : cosigners) {
                signed.input(input).put(RawPsbt.PARTIAL_SIGNATURE + publicKey(input, seat), signature(input, seat, 1));
            }
        }
        return signed;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
