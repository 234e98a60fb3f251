package io.countersign.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.RawPsbt;
import io.countersign.testing.Reply;
import io.countersign.testing.Spend;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Threat B7: whatever field of BIP174, BIP370, BIP371, BIP373 or of nobody is changed, added or left out in a signed PSBT, what is
 * stored and served is the proposal with the right signature.
 */
@QuarkusTest
class ChangedFieldTest {

    private static final String X = "f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9";
    private static final String KEY = "02" + X;
    private static final String HASH = "ab".repeat(32);
    private static final String SHA256_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String ORIGIN = "deadbeef" + "01000080" + "02000000";
    private static final String TAP_ORIGIN = "01" + HASH + ORIGIN;
    private static final String PARTICIPANTS = KEY + KEY;
    private static final String XPUB = "043587cf" + "02" + "00000000" + "00000000" + HASH + KEY;
    private static final String OTHER_COIN = "e803000000000000" + "22" + "0020" + HASH;
    private static final String TREE = "00c00151";

    private static final Map<String, String> OF_GLOBAL = Map.of(
            "01" + XPUB,
            ORIGIN,
            "07" + KEY,
            KEY,
            "08" + KEY,
            "00".repeat(64),
            "09",
            "6869",
            "f0",
            "",
            "fc" + "0361626301" + "ff",
            "01");
    private static final Map<String, String> OF_GLOBAL_2 = Map.of("06", "07");
    private static final Map<String, String> OF_INPUT = new LinkedHashMap<>();
    private static final Map<String, String> OF_OUTPUT = new LinkedHashMap<>();

    static {
        OF_INPUT.put("01", OTHER_COIN);
        OF_INPUT.put("03", "01000000");
        OF_INPUT.put("04", "0020" + HASH);
        OF_INPUT.put("05", "51");
        OF_INPUT.put("06" + KEY, ORIGIN);
        OF_INPUT.put("09", "");
        OF_INPUT.put("0b" + SHA256_OF_NOTHING, "");
        OF_INPUT.put("15" + "c0" + X + HASH, "51c0");
        OF_INPUT.put("16" + X, TAP_ORIGIN);
        OF_INPUT.put("17", X);
        OF_INPUT.put("18", HASH);
        OF_INPUT.put("1a" + KEY, PARTICIPANTS);
        OF_INPUT.put("1d" + KEY, KEY);
        OF_INPUT.put("1e" + KEY, "00".repeat(64));
        OF_INPUT.put("1f", "00");
        OF_INPUT.put("20", "00");
        OF_INPUT.put("f0" + "01", "02");
        OF_INPUT.put("fc" + "0361626301", "");
        OF_INPUT.put("fd" + "fd00" + "01", "ff");
        OF_OUTPUT.put("00", "0020" + HASH);
        OF_OUTPUT.put("01", "51");
        OF_OUTPUT.put("02" + KEY, ORIGIN);
        OF_OUTPUT.put("05", X);
        OF_OUTPUT.put("06", TREE);
        OF_OUTPUT.put("07" + X, TAP_ORIGIN);
        OF_OUTPUT.put("08" + KEY, PARTICIPANTS);
        OF_OUTPUT.put("09", KEY + KEY);
        OF_OUTPUT.put("0a", "00000000");
        OF_OUTPUT.put("35", "00");
        OF_OUTPUT.put("f0", "");
        OF_OUTPUT.put("fc" + "00" + "00", "01");
    }

    private final Map<String, RawPsbt> uploads = new LinkedHashMap<>();

    @Test
    void changesNothingThatIsStoredOrServed() {
        TestWallet wallet = TestWallet.twoOfThree();
        Spend spend = Spend.of(wallet, wallet.fund(300_000));
        TestProposal proposal = spend.proposed();
        RawPsbt signed =
                RawPsbt.parse(proposal.psbt()).withSignature(0, spend.publicKey(0, 0), spend.signature(0, 0, 1));
        byte[] expected = signed.bytes();
        change(signed);
        change(signed.toV2());

        assertThat(uploads).hasSizeGreaterThan(80);
        assertThat(proposal.contribute(uploads.values().iterator().next()).status())
                .isEqualTo(201);
        RawPsbt served = RawPsbt.parse(proposal.psbt());
        assertThat(served).usingRecursiveComparison().isEqualTo(RawPsbt.parse(expected));
        uploads.forEach((what, upload) -> {
            Reply reply = proposal.contribute(upload);
            assertThat(reply.status()).as("%s: %s", what, reply.text()).isEqualTo(200);
            assertThat(RawPsbt.parse(proposal.psbt()))
                    .as(what)
                    .usingRecursiveComparison()
                    .isEqualTo(served);
        });
        assertThat(proposal.get().etag()).isEqualTo("\"2\"");
    }

    private void change(RawPsbt right) {
        boolean isV2 = right.global().containsKey(RawPsbt.VERSION);
        String version = isV2 ? "version 2, " : "version 0, ";
        put(version + "global", right, RawPsbt::global, OF_GLOBAL);
        put(version + "global", right, RawPsbt::global, isV2 ? OF_GLOBAL_2 : Map.of());
        put(version + "input", right, psbt -> psbt.input(0), OF_INPUT);
        put(version + "output", right, psbt -> psbt.output(1), OF_OUTPUT);
        drop(version + "input", right, psbt -> psbt.input(0), List.of("00", "01", "05", "06"));
        drop(version + "output", right, psbt -> psbt.output(1), List.of("01", "02"));
        drop(version + "global", right, RawPsbt::global, List.of("01"));
    }

    /** One upload for each pair. */
    private void put(
            String where, RawPsbt right, Function<RawPsbt, Map<String, String>> map, Map<String, String> pairs) {
        pairs.forEach((key, value) -> upload("%s with %s".formatted(where, key), right, psbt -> map.apply(psbt)
                .put(key, value)));
    }

    /** One upload for each type, without its pairs. */
    private void drop(String where, RawPsbt right, Function<RawPsbt, Map<String, String>> map, List<String> types) {
        types.forEach(type -> upload("%s without %s".formatted(where, type), right, psbt -> map.apply(psbt)
                .keySet()
                .removeIf(key -> key.startsWith(type))));
    }

    private void upload(String what, RawPsbt right, Consumer<RawPsbt> change) {
        RawPsbt changed = right.copy();
        change.accept(changed);
        uploads.put(what, changed);
    }
}
