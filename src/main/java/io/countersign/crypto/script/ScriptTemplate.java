package io.countersign.crypto.script;

import static io.countersign.crypto.script.Opcode.OP_0;
import static io.countersign.crypto.script.Opcode.OP_1;
import static io.countersign.crypto.script.Opcode.OP_16;
import static io.countersign.crypto.script.Opcode.OP_CHECKMULTISIG;
import static io.countersign.crypto.script.Opcode.OP_CHECKSIG;
import static io.countersign.crypto.script.Opcode.OP_DUP;
import static io.countersign.crypto.script.Opcode.OP_EQUAL;
import static io.countersign.crypto.script.Opcode.OP_EQUALVERIFY;
import static io.countersign.crypto.script.Opcode.OP_HASH160;
import static io.countersign.crypto.script.Opcode.OP_RETURN;

import io.countersign.crypto.bytes.Bytes;
import java.util.List;

/** What kind of output script this is, by its form alone; hashes and keys inside are not judged. */
public enum ScriptTemplate {
    P2PKH,
    P2SH,
    P2WPKH,
    P2WSH,
    P2TR,
    /** Pay to anchor, {@code 51024e73}. */
    P2A,
    /** A witness program of version 1 to 16 that has no meaning yet. */
    WITNESS_UNKNOWN,
    /** Bare multisig. */
    MULTISIG,
    P2PK,
    /** OP_RETURN and pushes alone. */
    NULL_DATA,
    NON_STANDARD;

    private static final Bytes ANCHOR = Bytes.ofHex("51024e73");

    public static ScriptTemplate of(Bytes script) {
        if (isWitnessProgram(script)) {
            return ofWitnessProgram(script.at(0), script.size() - 2, script);
        }
        if (isP2pkh(script)) {
            return P2PKH;
        }
        if (script.size() == 23 && script.at(0) == OP_HASH160 && script.at(1) == 20 && script.at(22) == OP_EQUAL) {
            return P2SH;
        }
        return ScriptToken.read(script).map(ScriptTemplate::ofTokens).orElse(NON_STANDARD);
    }

    /** BIP141, "Witness program": a version opcode and one direct push of 2 to 40 bytes. */
    public static boolean isWitnessProgram(Bytes script) {
        if (script.size() < 4 || script.size() > 42 || script.at(1) != script.size() - 2) {
            return false;
        }
        int version = script.at(0);
        return version == OP_0 || version >= OP_1 && version <= OP_16;
    }

    private static ScriptTemplate ofWitnessProgram(int version, int size, Bytes script) {
        if (version == OP_0) {
            return size == 20 ? P2WPKH : size == 32 ? P2WSH : NON_STANDARD;
        }
        if (version == OP_1 && size == 32) {
            return P2TR;
        }
        return script.equals(ANCHOR) ? P2A : WITNESS_UNKNOWN;
    }

    private static boolean isP2pkh(Bytes script) {
        return script.size() == 25
                && script.at(0) == OP_DUP
                && script.at(1) == OP_HASH160
                && script.at(2) == 20
                && script.at(23) == OP_EQUALVERIFY
                && script.at(24) == OP_CHECKSIG;
    }

    private static ScriptTemplate ofTokens(List<ScriptToken> tokens) {
        if (tokens.isEmpty()) {
            return NON_STANDARD;
        }
        int last = tokens.get(tokens.size() - 1).opcode();
        if (tokens.get(0).opcode() == OP_RETURN) {
            return tokens.stream().skip(1).allMatch(ScriptToken::isPush) ? NULL_DATA : NON_STANDARD;
        }
        if (tokens.size() == 2 && last == OP_CHECKSIG && hasKeyForm(tokens.get(0))) {
            return P2PK;
        }
        return last == OP_CHECKMULTISIG && isMultisig(tokens) ? MULTISIG : NON_STANDARD;
    }

    private static boolean isMultisig(List<ScriptToken> tokens) {
        int count = tokens.size() - 3;
        if (count < 1 || count > Threshold.MAX_KEYS) {
            return false;
        }
        int required = Multisig.smallNumber(tokens.get(0));
        return required >= 1
                && required <= count
                && Multisig.smallNumber(tokens.get(count + 1)) == count
                && tokens.subList(1, count + 1).stream().allMatch(ScriptTemplate::hasKeyForm);
    }

    /** A key of 33 or 65 bytes with the right first byte; bare outputs of strangers may hold either. */
    private static boolean hasKeyForm(ScriptToken token) {
        Bytes key = token.pushed();
        return token.opcode() == 33 && key.size() == 33 && (key.at(0) == 2 || key.at(0) == 3)
                || token.opcode() == 65 && key.size() == 65 && (key.at(0) == 4 || key.at(0) == 6 || key.at(0) == 7);
    }
}
