package io.countersign.crypto.fuzz;

import static io.countersign.crypto.fuzz.PsbtFuzz.require;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.EcdsaSignature;
import io.countersign.crypto.ec.MusigNonce;
import io.countersign.crypto.ec.MusigPartialSignature;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.ec.SchnorrSignature;
import io.countersign.crypto.ec.XOnlyPublicKey;
import io.countersign.crypto.message.Bip322Message;
import io.countersign.crypto.message.LegacyMessage;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.psbt.TapScriptSignature;
import io.countersign.crypto.script.OutputScript;
import io.countersign.crypto.verify.ContributionVerifier;
import io.countersign.crypto.verify.SpendKind;
import io.countersign.crypto.verify.Verdict;
import io.countersign.testing.TestSpend;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/** Signatures, nonces and keys as bytes, signatures in PSBTs, and signed messages as text. */
public final class SignatureFuzz {

    private static final TestSpend SPEND = TestSpend.twoOfThree(SpendKind.WSH);
    private static final PublicKey KEY = TestSpend.publicKey(0, 0);
    private static final Bytes SCRIPT = OutputScript.p2wpkh(KEY);
    private static final Bytes MESSAGE = Bytes.ofHex("6869");
    private static final List<Consumer<Bytes>> READERS = List.of(
            EcdsaSignature::parseDer,
            EcdsaSignature::parseCompact,
            SchnorrSignature::new,
            MusigNonce::parse,
            MusigPartialSignature::parse,
            PublicKey::parse,
            XOnlyPublicKey::parse);

    private SignatureFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Bytes bytes = Bytes.of(data);
        for (Consumer<Bytes> reader : READERS) {
            try {
                reader.accept(bytes);
            } catch (MalformedException e) {
                require(!e.getMessage().isEmpty(), "it refuses without a word");
            }
        }
        judge(bytes);
        String text = new String(data, StandardCharsets.ISO_8859_1);
        message(text);
        message(Base64.getEncoder().encodeToString(data));
    }

    private static void judge(Bytes signature) {
        PsbtV0 psbt = SPEND.psbt();
        PsbtInput signed = psbt.inputs().get(0).withPartialSignature(KEY, signature);
        Verdict verdict = ContributionVerifier.verify(SPEND.expected(), psbt.withInput(0, signed));
        boolean isTheRightOne = signature.equals(SPEND.sign(0, 0));
        require((verdict.outcome() == Verdict.Outcome.RIGHT) == isTheRightOne, "a wrong signature counts");
        if (signature.size() == 64 || signature.size() == 65) {
            PsbtInput tapped = PsbtInput.EMPTY
                    .withTapKeySignature(signature)
                    .withTapScriptSignature(
                            new TapScriptSignature(KEY.xOnly().x(), KEY.xOnly().x(), signature));
            Verdict other = ContributionVerifier.verify(SPEND.expected(), psbt.withInput(0, tapped));
            require(other.outcome() != Verdict.Outcome.RIGHT, "a taproot signature counts for a witness script");
        }
    }

    private static void message(String text) {
        try {
            require(
                    LegacyMessage.recover("hi", text).isEmpty() || text.length() == 88,
                    "a signature of another length");
            require(Bip322Message.verify(SCRIPT, MESSAGE, text).isEmpty(), "nobody signed this");
        } catch (MalformedException e) {
            require(!e.getMessage().isEmpty(), "it refuses without a word");
        }
    }
}
