package io.countersign.crypto.descriptor.key;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.ec.XOnlyPublicKey;
import io.countersign.crypto.key.ExtendedPublicKey;
import io.countersign.crypto.key.KeyOrigin;
import io.countersign.crypto.tx.Network;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads key expressions. No message repeats what may be a private key. */
final class KeyExpressionParser {

    private static final String FORMAT = "key expression";
    private static final String MUSIG = "musig(";
    private static final int UNCOMPRESSED_SIZE = 65;

    private final Network network;
    private final boolean isTaproot;

    KeyExpressionParser(Network network, boolean isTaproot) {
        this.network = network;
        this.isTaproot = isTaproot;
    }

    KeyExpression parse(String text) {
        return text.startsWith(MUSIG) ? musig(text) : simple(text, isTaproot);
    }

    private KeyExpression musig(String text) {
        if (!isTaproot) {
            throw new MalformedException(FORMAT, "musig() stands in tr() alone (BIP390).");
        }
        int close = text.indexOf(')');
        if (close < 0) {
            throw new MalformedException(FORMAT, "musig( is not closed.");
        }
        List<KeyExpression> participants = new ArrayList<>();
        String inside = text.substring(MUSIG.length(), close);
        for (String participant : inside.split(",", -1)) {
            // Participants are whole points: aggregation sorts their 33 bytes.
            participants.add(simple(participant, false));
        }
        return new MusigKey(participants, KeySteps.parse(text.substring(close + 1)));
    }

    private KeyExpression simple(String text, boolean mayBeXOnly) {
        if (text.isEmpty()) {
            throw new MalformedException(FORMAT, "A key is missing.");
        }
        int close = text.lastIndexOf(']');
        KeyOrigin origin = close < 0 ? null : KeyOrigin.parse(text.substring(0, close + 1));
        String rest = text.substring(close + 1);
        int slash = rest.indexOf('/');
        String key = slash < 0 ? rest : rest.substring(0, slash);
        KeySteps steps = KeySteps.parse(slash < 0 ? "" : rest.substring(slash));
        return isHex(key) ? single(origin, Bytes.ofHex(key), steps, mayBeXOnly) : account(origin, key, steps);
    }

    private static KeyExpression single(@Nullable KeyOrigin origin, Bytes key, KeySteps steps, boolean mayBeXOnly) {
        if (!steps.isEmpty()) {
            throw new MalformedException(FORMAT, "A single key has no steps below it: only an extended key has.");
        }
        if (key.size() == UNCOMPRESSED_SIZE) {
            throw new MalformedException(
                    FORMAT, "Uncompressed and hybrid keys are not taken: write the key in 33 bytes.");
        }
        if (mayBeXOnly && key.size() == Bytes32.SIZE) {
            return new SingleKey(origin, XOnlyPublicKey.parse(key).even(), true);
        }
        return new SingleKey(origin, PublicKey.parse(key), false);
    }

    private KeyExpression account(@Nullable KeyOrigin origin, String text, KeySteps steps) {
        ExtendedPublicKey key = ExtendedPublicKey.parse(text);
        if (key.isMain() != network.isMain()) {
            throw new MalformedException(
                    FORMAT,
                    "The key is a%s, but the network is %s."
                            .formatted(key.isMain() ? "n xpub" : " tpub", network.word()));
        }
        return AccountKey.of(origin, key, steps);
    }

    private static boolean isHex(String text) {
        return text.length() % 2 == 0 && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    }
}
