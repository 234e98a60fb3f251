package io.countersign.crypto.message;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.EcdsaSignature;
import io.countersign.crypto.script.ScriptTemplate;
import io.countersign.crypto.script.ScriptToken;
import io.countersign.crypto.tx.TxInput;
import java.util.List;
import java.util.Optional;

/**
 * What satisfies an input: the script that runs, and the elements given to it. Holds BIP322's "required rules" that no interpreter
 * knows: ALL (or DEFAULT) signatures only, no CODESEPARATOR.
 */
record SatisfiedScript(Bytes script, List<Bytes> elements, boolean isTaproot) {

    private static final int OP_CODESEPARATOR = 0xab;
    private static final int SIGHASH_ALL = 1;
    private static final int ANNEX = 0x50;
    private static final int SCHNORR_SIZE = 64;

    /** Empty for scripts of a kind that can't be judged here, so that nothing is said of them. */
    static Optional<SatisfiedScript> of(TxInput input, Bytes scriptPubKey) {
        return switch (ScriptTemplate.of(scriptPubKey)) {
            case P2PKH ->
                ScriptToken.readPushes(input.scriptSig())
                        .map(elements -> new SatisfiedScript(scriptPubKey, elements, false));
            case P2SH -> ScriptToken.readPushes(input.scriptSig()).flatMap(pushes -> ofRedeem(pushes, input.witness()));
            case P2WPKH, P2WSH -> ofSegwit(scriptPubKey, input.witness());
            case P2TR -> ofTaproot(input.witness());
            case P2A, WITNESS_UNKNOWN, MULTISIG, P2PK, NULL_DATA, NON_STANDARD -> Optional.empty();
        };
    }

    boolean keepsRules() {
        boolean separates = ScriptToken.read(script)
                .map(tokens -> tokens.stream().anyMatch(token -> token.opcode() == OP_CODESEPARATOR))
                .orElse(true);
        return !separates && elements.stream().filter(this::isSignature).allMatch(this::signsAll);
    }

    /** True where something has the form of a signature: a hash lock alone would serve for any message. */
    boolean hasSignature() {
        return elements.stream().anyMatch(this::isSignature);
    }

    private static Optional<SatisfiedScript> ofRedeem(List<Bytes> pushes, List<Bytes> witness) {
        if (pushes.isEmpty()) {
            return Optional.empty();
        }
        Bytes redeemScript = pushes.get(pushes.size() - 1);
        return ScriptTemplate.isWitnessProgram(redeemScript)
                ? ofSegwit(redeemScript, witness)
                : Optional.of(new SatisfiedScript(redeemScript, pushes.subList(0, pushes.size() - 1), false));
    }

    private static Optional<SatisfiedScript> ofSegwit(Bytes program, List<Bytes> witness) {
        ScriptTemplate kind = ScriptTemplate.of(program);
        if (kind == ScriptTemplate.P2WPKH) {
            return Optional.of(new SatisfiedScript(Bytes.EMPTY, witness, false));
        }
        return kind == ScriptTemplate.P2WSH && !witness.isEmpty()
                ? Optional.of(withScriptLast(witness, false))
                : Optional.empty();
    }

    private static Optional<SatisfiedScript> ofTaproot(List<Bytes> witness) {
        if (witness.isEmpty() || hasAnnex(witness)) {
            return Optional.empty();
        }
        return Optional.of(
                witness.size() == 1
                        ? new SatisfiedScript(Bytes.EMPTY, witness, true)
                        : withScriptLast(witness.subList(0, witness.size() - 1), true));
    }

    private static SatisfiedScript withScriptLast(List<Bytes> stack, boolean isTaproot) {
        int last = stack.size() - 1;
        return new SatisfiedScript(stack.get(last), stack.subList(0, last), isTaproot);
    }

    private static boolean hasAnnex(List<Bytes> witness) {
        Bytes last = witness.get(witness.size() - 1);
        return witness.size() >= 2 && !last.isEmpty() && last.at(0) == ANNEX;
    }

    private boolean isSignature(Bytes element) {
        return isTaproot
                ? element.size() == SCHNORR_SIZE || element.size() == SCHNORR_SIZE + 1
                : element.size() > 1 && isDer(element.slice(0, element.size() - 1));
    }

    /** A Schnorr signature of 64 bytes carries no type, which means DEFAULT. */
    private boolean signsAll(Bytes signature) {
        return isTaproot && signature.size() == SCHNORR_SIZE || signature.at(signature.size() - 1) == SIGHASH_ALL;
    }

    private static boolean isDer(Bytes signature) {
        try {
            EcdsaSignature.parseDer(signature);
            return true;
        } catch (MalformedException e) {
            return false;
        }
    }
}
