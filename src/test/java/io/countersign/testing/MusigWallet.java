package io.countersign.testing;

import fr.acinq.bitcoin.Satoshi;
import fr.acinq.bitcoin.TxOut;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.psbt.MusigPublicNonce;
import io.countersign.crypto.psbt.MusigSlot;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.tx.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** An active wallet of the policy {@code tr_musig} on the running server, and devices that sign for it. */
public record MusigWallet(TestWallet wallet, List<MusigDevice> devices) {

    /** n-of-n; the same people and keys each time. */
    public static MusigWallet of(int cosigners) {
        return of(
                cosigners,
                IntStream.rangeClosed(1, cosigners)
                        .mapToObj(number -> Signer.of(number, "87h/1h/0h"))
                        .toList());
    }

    /** With keys of its own, for tests that give some away: a key is the same in all wallets. */
    public static MusigWallet ofKeys(Signer... signers) {
        return of(signers.length, List.of(signers));
    }

    private static MusigWallet of(int cosigners, List<Signer> signers) {
        List<Account> people = IntStream.rangeClosed(1, cosigners)
                .mapToObj(number -> Accounts.of("Musig cosigner " + number))
                .toList();
        TestWallet made = TestWallet.make("tr_musig", cosigners, people, signers);
        return new MusigWallet(made, signers.stream().map(MusigDevice::new).toList());
    }

    /** A proposal that spends so many fresh coins, with change. */
    public TestProposal proposed(int coins) {
        return spend(coins).proposed();
    }

    public Spend spend(int coins) {
        List<Coin> funded =
                IntStream.range(0, coins).mapToObj(i -> wallet.fund(100_000)).toList();
        Bytes changeScript = Descriptor.parse(wallet.descriptor(), Network.REGTEST)
                .derive(1, 0)
                .scriptPubKey();
        TxOut change = new TxOut(new Satoshi(100_000L * coins - 52_000), changeScript.toArray());
        return Spend.paying(wallet, funded, List.of(Spend.payment(50_000), change));
    }

    public Api api(int seat) {
        return wallet.seat(seat).api();
    }

    public Reply giveNonces(TestProposal proposal, int seat) {
        return proposal.contribute(api(seat), devices.get(seat).giveNonces(proposal.psbt()));
    }

    public Reply sign(TestProposal proposal, int seat) {
        return proposal.contribute(api(seat), devices.get(seat).sign(proposal.psbt()));
    }

    /** All nonces of all cosigners. */
    public void giveAllNonces(TestProposal proposal) {
        for (int seat = 0; seat < devices.size(); seat++) {
            giveNonces(proposal, seat).expect(201);
        }
    }

    public Reply restart(TestProposal proposal, int seat) {
        return api(seat)
                .send(
                        "POST",
                        proposal.path("/signing-sessions"),
                        new byte[0],
                        "Idempotency-Key",
                        "" + System.nanoTime());
    }

    /** How far each cosigner is, in the order of the seats. */
    public List<String> states(TestProposal proposal) {
        List<String> states = new ArrayList<>();
        for (TestWallet.Seat seat : wallet.seats()) {
            proposal.get().json().get("signers").forEach(signer -> {
                if (signer.get("keyId").asText().equals(seat.keyId())) {
                    states.add(signer.get("state").asText());
                }
            });
        }
        return states;
    }

    /** The same PSBT with every input changed. */
    public static byte[] changed(byte[] psbt, UnaryOperator<PsbtInput> change) {
        Psbt read = PsbtReader.read(Bytes.of(psbt));
        return PsbtWriter.write(
                        read.withInputs(read.inputs().stream().map(change).toList()))
                .toArray();
    }

    public static Psbt read(byte[] psbt) {
        return PsbtReader.read(Bytes.of(psbt));
    }

    /** {@code target} with the nonce that {@code given} has for its own first input, at the place of this device. */
    public static byte[] withNonceOf(byte[] given, byte[] target, MusigDevice device) {
        Bytes nonce = read(given).inputs().get(0).musigPublicNonces().get(0).nonce();
        MusigSlot slot = device.slot(read(target), 0);
        return changed(target, input -> input.withMusigPublicNonce(new MusigPublicNonce(slot, nonce)));
    }
}
