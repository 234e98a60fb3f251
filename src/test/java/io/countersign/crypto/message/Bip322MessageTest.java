package io.countersign.crypto.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fr.acinq.bitcoin.PrivateKey;
import io.countersign.crypto.bytes.Base64Text;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.ec.EcdsaSignature;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.script.Multisig;
import io.countersign.crypto.script.OutputScript;
import io.countersign.crypto.script.ScriptBuilder;
import io.countersign.crypto.script.Threshold;
import io.countersign.crypto.sighash.SegwitV0Sighash;
import io.countersign.crypto.sighash.SighashType;
import io.countersign.crypto.tx.Network;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.countersign.testing.Cosigner;
import io.countersign.testing.Scalars;
import java.math.BigInteger;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Full signatures of a P2WPKH and of P2WSH addresses, each right in every respect but one. */
class Bip322MessageTest {

    private static final String MESSAGE = "Countersign sign-in";
    private static final Bytes TEXT = Bytes.wrap(MESSAGE.getBytes(UTF_8));
    private static final PrivateKey KEY = Cosigner.ALICE.privateKey("84h/1h/0h/0/0");
    private static final PublicKey SIGNER = PublicKey.ofHex(KEY.publicKey().toHex());
    private static final Bytes SCRIPT = OutputScript.p2wpkh(SIGNER);
    private static final BigInteger NONCE = BigInteger.valueOf(0x1234567890abcdefL);

    @Test
    void takesTheRightSignatureInBothForms() {
        Transaction signed = signed(SCRIPT, UnaryOperator.identity(), SighashType.ALL);
        String witness = Base64Text.encode(
                Transaction.writeWitness(signed.inputs().get(0).witness()));

        assertThat(isTaken(SCRIPT, full(signed))).isTrue();
        assertThat(isTaken(SCRIPT, "smp" + witness)).isTrue();
        assertThat(isTaken(SCRIPT, witness)).isTrue();
        assertThat(isTaken(SCRIPT, "ful" + witness)).isFalse();
        assertThat(isTaken(SCRIPT, "pof" + witness)).isFalse();
        assertThat(isTaken(SCRIPT, "smp" + full(signed))).isFalse();
        assertThat(isTaken(SCRIPT, "smp" + witness.replace("=", ""))).isEqualTo(!witness.contains("="));
    }

    @Test
    void refusesAnotherMessageOrAddress() {
        String signature = full(signed(SCRIPT, UnaryOperator.identity(), SighashType.ALL));

        assertThat(Bip322Message.verify(address(SCRIPT), MESSAGE + " ", signature))
                .isEmpty();
        assertThat(isTaken(OutputScript.p2pkh(SIGNER), signature)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0,true", "2,true", "1,false", "3,false", "-1,false"})
    void takesVersionsZeroAndTwoOnly(int version, boolean isTaken) {
        Transaction signed = signed(
                SCRIPT,
                toSign -> new Transaction(version, toSign.inputs(), toSign.outputs(), toSign.lockTime()),
                SighashType.ALL);

        assertThat(isTaken(SCRIPT, full(signed))).isEqualTo(isTaken);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 0x81, 0x82, 0x83})
    void refusesOtherSighashTypesThanAll(int type) {
        assertThat(isTaken(SCRIPT, full(signed(SCRIPT, UnaryOperator.identity(), new SighashType(type)))))
                .isFalse();
    }

    @Test
    void refusesOtherOutputsAndInputs() {
        TxOutput nothing = new TxOutput(0, Bytes.ofHex("6a"));
        TxInput stranger = TxInput.unsigned(new Outpoint(new Txid(Bytes32.wrap(new byte[32])), 0), 0);

        assertThat(isTaken(SCRIPT, full(signedWithOutputs(List.of(nothing, nothing)))))
                .isFalse();
        assertThat(isTaken(SCRIPT, full(signedWithOutputs(List.of(new TxOutput(1, Bytes.ofHex("6a")))))))
                .isFalse();
        assertThat(isTaken(SCRIPT, full(signedWithOutputs(List.of(new TxOutput(0, Bytes.ofHex("6a00")))))))
                .isFalse();
        assertThat(isTaken(
                        SCRIPT,
                        full(signed(
                                SCRIPT,
                                toSign -> toSign.withInputs(
                                        List.of(toSign.inputs().get(0), stranger)),
                                SighashType.ALL))))
                .isFalse();
    }

    /** Sequence ffffffff has BIP68's disable bit, as Coldcard's tool writes it. */
    @ParameterizedTest
    @CsvSource({
        "0,0,true",
        "0,4294967295,true",
        "0,10,false",
        "0,4194305,false",
        "1,0,false",
        "500000000,4294967295,false"
    })
    void reportsTimeLocksAndDoesNotSignInByThem(long lockTime, long sequence, boolean signsIn) {
        String signature = full(signed(
                SCRIPT,
                toSign -> new Transaction(
                        2,
                        List.of(TxInput.unsigned(toSign.inputs().get(0).outpoint(), sequence)),
                        toSign.outputs(),
                        lockTime),
                SighashType.ALL));

        assertThat(Bip322Message.verify(address(SCRIPT), MESSAGE, signature)).hasValueSatisfying(proof -> {
            assertThat(proof.form()).isEqualTo(Bip322Form.FULL);
            assertThat(proof.lockTime()).isEqualTo(lockTime);
            assertThat(proof.sequence()).isEqualTo(sequence);
            assertThat(proof.hasNoTimeLocks()).isEqualTo(signsIn);
        });
        assertThat(Bip322Message.isSignedForLogin(address(SCRIPT), MESSAGE, signature))
                .isEqualTo(signsIn);
    }

    @Test
    void refusesHighS() {
        Transaction signed = signed(SCRIPT, UnaryOperator.identity(), SighashType.ALL);
        Bytes typed = signed.inputs().get(0).witness().get(0);
        EcdsaSignature low = EcdsaSignature.parseDer(typed.slice(0, typed.size() - 1));

        Transaction high =
                withWitness(signed, List.of(typed(Scalars.withOtherS(low), SighashType.ALL), SIGNER.bytes()));

        assertThat(isTaken(SCRIPT, full(high))).isFalse();
    }

    @Test
    void signsInByOneKeyOfAMultisigScript() {
        Bytes script = new Multisig(Threshold.of(1, 1), List.of(SIGNER)).toScript();

        assertThat(Bip322Message.isSignedForLogin(
                        address(OutputScript.p2wsh(script)), MESSAGE, full(signedScript(script, script))))
                .isTrue();
    }

    /** The script code behind CODESEPARATOR is what is signed: right by consensus, forbidden by the standard. */
    @Test
    void refusesCodeSeparators() {
        Bytes checked = new ScriptBuilder().data(SIGNER.bytes()).opcode(0xac).build();
        Bytes separated = Bytes.ofHex("ab").plus(checked);
        Bytes inFalseBranch = Bytes.ofHex("0063ab68").plus(checked);

        assertThat(isTaken(OutputScript.p2wsh(checked), full(signedScript(checked, checked))))
                .isTrue();
        assertThat(isTaken(OutputScript.p2wsh(separated), full(signedScript(separated, checked))))
                .isFalse();
        assertThat(isTaken(OutputScript.p2wsh(inFalseBranch), full(signedScript(inFalseBranch, inFalseBranch))))
                .isFalse();
    }

    /** The same preimage opens it for every message. */
    @Test
    void doesNotSignInByAHashLock() {
        Bytes secret = Bytes.ofHex("00112233445566778899aabbccddeeff");
        Bytes script = new ScriptBuilder()
                .opcode(0xa9)
                .data(Hashes.hash160(secret))
                .opcode(0x87)
                .build();
        Bytes output = OutputScript.p2wsh(script);

        String signature = full(withWitness(Bip322Message.toSign(output, TEXT), List.of(secret, script)));

        assertThat(isTaken(output, signature)).isTrue();
        assertThat(Bip322Message.isSignedForLogin(address(output), MESSAGE, signature))
                .isFalse();
    }

    /** Anyone can spend these; their addresses prove nobody. */
    @ParameterizedTest
    @ValueSource(strings = {"51024e73", "52020000", "512000"})
    void refusesOutputsThatNeedNoSignature(String script) {
        Bytes output = Bytes.ofHex(script);
        Transaction toSign = Bip322Message.toSign(output, TEXT);

        assertThat(Bip322Message.verify(output, TEXT, full(toSign))).isEmpty();
        assertThat(Bip322Message.verify(output, TEXT, full(withWitness(toSign, List.of(Bytes.ofHex("01"))))))
                .isEmpty();
    }

    private static Transaction signedWithOutputs(List<TxOutput> outputs) {
        return signed(SCRIPT, toSign -> new Transaction(0, toSign.inputs(), outputs, 0), SighashType.ALL);
    }

    private static Transaction signed(Bytes output, UnaryOperator<Transaction> change, SighashType type) {
        Transaction toSign = change.apply(Bip322Message.toSign(output, TEXT));
        Bytes scriptCode = OutputScript.p2pkh(SIGNER);
        return withWitness(toSign, List.of(signature(toSign, scriptCode, type), SIGNER.bytes()));
    }

    /** One signature by {@code KEY} over {@code scriptCode}, with the empty element that CHECKMULTISIG takes where it is one. */
    private static Transaction signedScript(Bytes script, Bytes scriptCode) {
        Transaction toSign = Bip322Message.toSign(OutputScript.p2wsh(script), TEXT);
        Bytes signature = signature(toSign, scriptCode, SighashType.ALL);
        List<Bytes> witness = Multisig.parse(script).isPresent()
                ? List.of(Bytes.EMPTY, signature, script)
                : List.of(signature, script);
        return withWitness(toSign, witness);
    }

    private static Bytes signature(Transaction toSign, Bytes scriptCode, SighashType type) {
        Bytes32 hash = SegwitV0Sighash.of(toSign).hash(0, scriptCode, Satoshi.ZERO, type);
        return typed(Scalars.sign(hash, KEY, NONCE), type);
    }

    private static Bytes typed(EcdsaSignature signature, SighashType type) {
        return signature.toDer().plus(Bytes.wrap(new byte[] {(byte) type.bits()}));
    }

    private static Transaction withWitness(Transaction toSign, List<Bytes> witness) {
        List<TxInput> rest = toSign.inputs().subList(1, toSign.inputs().size());
        TxInput first = toSign.inputs().get(0).withSignature(Bytes.EMPTY, witness);
        return toSign.withInputs(Stream.concat(Stream.of(first), rest.stream()).toList());
    }

    private static String full(Transaction signed) {
        return "ful" + Base64Text.encode(signed.serialize());
    }

    private static boolean isTaken(Bytes output, String signature) {
        return Bip322Message.verify(output, TEXT, signature).isPresent();
    }

    private static Address address(Bytes script) {
        return Address.ofScript(script, Network.SIGNET).orElseThrow();
    }
}
