package io.countersign.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.Api;
import io.countersign.testing.RawPsbt;
import io.countersign.testing.Reply;
import io.countersign.testing.Spend;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threat B10: what is no PSBT is refused by its bytes alone, wherever it comes in and however large it says it is. */
@QuarkusTest
class MalformedPsbtTest {

    private static final int LIMIT = 2 * 1024 * 1024;

    /** A PSBT of two mebibytes grows by a third in base64. */
    private static final int TEXT_LIMIT = 3 * 1024 * 1024;

    private TestWallet wallet;
    private TestProposal proposal;
    private byte[] signed;

    @BeforeEach
    void propose() {
        wallet = TestWallet.twoOfThree();
        proposal = Spend.of(wallet, wallet.fund(500_000)).proposed();
        signed = proposal.spend().signedBy(0).bytes();
    }

    @Test
    void refusesWhatIsNoPsbtInEveryMediaType() {
        malformed().forEach((how, psbt) -> {
            String base64 = Base64.getEncoder().encodeToString(psbt);
            refuse(how, proposal.attempt(() -> proposal.contribute(wallet.owning(), psbt)));
            refuse(how, proposal.attempt(() -> contribute(Api.TEXT, base64.getBytes())));
            refuse(how, proposal.attempt(() -> wallet.owning()
                    .post(proposal.path("/contributions"), Map.of("psbt", base64))));
            refuse(how, NothingStored.in(wallet, () -> wallet.owning()
                    .post(wallet.path("/proposals"), Map.of("psbt", base64))));
        });
    }

    @Test
    void refusesFileThatIsCutOffAnywhere() {
        for (int length = 0; length < signed.length; length += 1 + length / 16) {
            byte[] cut = Arrays.copyOf(signed, length);
            refuse("cut at " + length, proposal.contribute(wallet.owning(), cut));
        }
        assertThat(proposal.get().etag()).isEqualTo("\"1\"");
    }

    @Test
    void refusesTextThatIsNoBase64() {
        String base64 = Base64.getEncoder().encodeToString(signed);
        for (String text :
                new String[] {"", "cHNidP8", base64.replace('=', '!') + "*", "%" + base64, base64 + base64}) {
            refuse(text, proposal.attempt(() -> contribute(Api.TEXT, (text + "\n").getBytes())));
        }
    }

    @Test
    void refusesBodiesAboveTwoMebibytes() {
        byte[] huge = Arrays.copyOf(signed, LIMIT + 1);
        proposal.attempt(() -> proposal.contribute(wallet.owning(), huge)).refused(413, "body-too-large");
        byte[] hugeText = new byte[TEXT_LIMIT + 1];
        Arrays.fill(hugeText, (byte) 'A');
        proposal.attempt(() -> contribute(Api.TEXT, hugeText)).refused(413, "body-too-large");
        proposal.attempt(() -> contribute(Api.JSON, hugeText)).refused(413, "body-too-large");
        byte[] hugePsbt = Base64.getEncoder().encode(huge);
        proposal.attempt(() -> contribute(Api.TEXT, hugePsbt)).refused(413, "body-too-large");
        NothingStored.in(wallet, () -> wallet.owning().post(wallet.path("/proposals"), Api.JSON, hugeText))
                .refused(413, "body-too-large");
        Api.here().post("/v1/auth/challenges", Api.JSON, huge).refused(413, "body-too-large");
    }

    @Test
    void refusesWhatIsJustWithinTheLimitByItsBytes() {
        byte[] padded = Arrays.copyOf(signed, LIMIT);

        refuse("padded", proposal.attempt(() -> proposal.contribute(wallet.owning(), padded)));
    }

    private Map<String, byte[]> malformed() {
        String right = HexFormat.of().formatHex(signed);
        String globalPair = right.substring(10, right.indexOf("00", 10));
        String magic = right.substring(0, 10);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("other magic", bytes("70736274fe" + right.substring(10)));
        files.put("network magic only", bytes(magic));
        files.put("no unsigned transaction", bytes(magic + "00"));
        files.put("a byte trails", bytes(right + "00"));
        files.put("a whole PSBT trails", bytes(right + right));
        files.put("a key is twice in an input", doubled());
        files.put("a key declares 4 GiB", bytes(magic + "feffffffff" + "00"));
        files.put("a key declares 8 EiB", bytes(magic + "ffffffffffffffff7f" + "00"));
        files.put("a key declares more than 63 bits", bytes(magic + "ffffffffffffffffff" + "00"));
        files.put("a value declares 4 GiB", bytes(magic + "0100" + "feffffffff" + "0200"));
        files.put("a value declares one byte too many", bytes(magic + "0100" + "fdffff" + "02000000"));
        files.put(
                "a transaction declares 2^32 inputs",
                bytes(magic + "0100" + "0d" + "02000000" + "feffffffff" + "00000000" + "00"));
        files.put("a size is not minimal", bytes(magic + "fd0100" + globalPair.substring(2) + "00"));
        files.putAll(malformedOfVersion2());
        files.put("it is no bytes at all", new byte[0]);
        return files;
    }

    private Map<String, byte[]> malformedOfVersion2() {
        RawPsbt right = proposal.spend().signedBy(0).toV2();
        String time = RawPsbt.littleEndian(500_000_000, 4);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("an output has no script (BIP375)", change(right, psbt -> psbt.output(0)
                .remove(RawPsbt.OUTPUT_SCRIPT)));
        files.put(
                "an output has no amount", change(right, psbt -> psbt.output(0).remove(RawPsbt.OUTPUT_AMOUNT)));
        files.put("an input has no txid", change(right, psbt -> psbt.input(0).remove(RawPsbt.PREVIOUS_TXID)));
        files.put("the version is 1", change(right, psbt -> psbt.global().put(RawPsbt.VERSION, "01000000")));
        files.put("2^32 inputs are declared", change(right, psbt -> psbt.global()
                .put(RawPsbt.INPUT_COUNT, "feffffffff")));
        files.put("a time is no time", change(right, psbt -> psbt.input(0)
                .put(RawPsbt.REQUIRED_TIME_LOCKTIME, "01000000")));
        RawPsbt twoInputs = Spend.of(wallet, wallet.fund(100_000), wallet.fund(100_000))
                .psbt()
                .toV2();
        files.put("lock times contradict each other", change(twoInputs, psbt -> {
            psbt.input(0).put(RawPsbt.REQUIRED_TIME_LOCKTIME, time);
            psbt.input(1).put(RawPsbt.REQUIRED_HEIGHT_LOCKTIME, "01000000");
        }));
        return files;
    }

    private static byte[] change(RawPsbt right, Consumer<RawPsbt> change) {
        RawPsbt changed = right.copy();
        change.accept(changed);
        return changed.bytes();
    }

    /** The first input's first pair stands twice. */
    private byte[] doubled() {
        RawPsbt psbt = proposal.spend().signedBy(0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] tx = bytes(psbt.global().get(RawPsbt.UNSIGNED_TX));
        out.writeBytes(bytes("70736274ff0100"));
        out.writeBytes(RawPsbt.compactSize(tx.length));
        out.writeBytes(tx);
        out.write(0);
        for (int i = 0; i < 2; i++) {
            byte[] previous = bytes(psbt.input(0).get(RawPsbt.NON_WITNESS_UTXO));
            out.writeBytes(bytes("0100"));
            out.writeBytes(RawPsbt.compactSize(previous.length));
            out.writeBytes(previous);
        }
        out.writeBytes(bytes("000000"));
        return out.toByteArray();
    }

    private Reply contribute(String mediaType, byte[] body) {
        return wallet.owning().post(proposal.path("/contributions"), mediaType, body);
    }

    private static void refuse(String how, Reply reply) {
        assertThat(reply.status()).as(how + ": " + reply.text()).isEqualTo(400);
        reply.refused(400, "malformed-psbt");
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
