package io.countersign.crypto.descriptor.miniscript;

import static io.countersign.crypto.script.Opcode.OP_0;
import static io.countersign.crypto.script.Opcode.OP_0NOTEQUAL;
import static io.countersign.crypto.script.Opcode.OP_1;
import static io.countersign.crypto.script.Opcode.OP_ADD;
import static io.countersign.crypto.script.Opcode.OP_BOOLAND;
import static io.countersign.crypto.script.Opcode.OP_BOOLOR;
import static io.countersign.crypto.script.Opcode.OP_CHECKLOCKTIMEVERIFY;
import static io.countersign.crypto.script.Opcode.OP_CHECKMULTISIG;
import static io.countersign.crypto.script.Opcode.OP_CHECKSEQUENCEVERIFY;
import static io.countersign.crypto.script.Opcode.OP_CHECKSIG;
import static io.countersign.crypto.script.Opcode.OP_CHECKSIGADD;
import static io.countersign.crypto.script.Opcode.OP_DUP;
import static io.countersign.crypto.script.Opcode.OP_ELSE;
import static io.countersign.crypto.script.Opcode.OP_ENDIF;
import static io.countersign.crypto.script.Opcode.OP_EQUAL;
import static io.countersign.crypto.script.Opcode.OP_EQUALVERIFY;
import static io.countersign.crypto.script.Opcode.OP_FROMALTSTACK;
import static io.countersign.crypto.script.Opcode.OP_HASH160;
import static io.countersign.crypto.script.Opcode.OP_HASH256;
import static io.countersign.crypto.script.Opcode.OP_IF;
import static io.countersign.crypto.script.Opcode.OP_IFDUP;
import static io.countersign.crypto.script.Opcode.OP_NOTIF;
import static io.countersign.crypto.script.Opcode.OP_NUMEQUAL;
import static io.countersign.crypto.script.Opcode.OP_RIPEMD160;
import static io.countersign.crypto.script.Opcode.OP_SHA256;
import static io.countersign.crypto.script.Opcode.OP_SIZE;
import static io.countersign.crypto.script.Opcode.OP_SWAP;
import static io.countersign.crypto.script.Opcode.OP_TOALTSTACK;
import static io.countersign.crypto.script.Opcode.OP_VERIFY;

import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.script.ScriptBuilder;
import java.util.List;
import java.util.function.Function;

/** BIP379's translation table: the script of an expression. */
final class ExpressionScript<K> {

    private final Function<K, Bytes> keys;

    private ExpressionScript(Function<K, Bytes> keys) {
        this.keys = keys;
    }

    /** @param keys the bytes that the script's context has for a key */
    static <K> Bytes of(Expression<K> expression, Function<K, Bytes> keys) {
        return expression.fold(new ExpressionScript<>(keys)::translate);
    }

    private Bytes translate(Expression<K> e, List<Bytes> parts) {
        return switch (e.fragment()) {
            case JUST_0 -> Bytes.wrap(new byte[] {OP_0});
            case JUST_1 -> Bytes.wrap(new byte[] {OP_1});
            case PK_K -> push(keys.apply(e.keys().get(0)));
            case PK_H -> keyHash(Hashes.hash160(keys.apply(e.keys().get(0))));
            case OLDER -> lock(e.number(), OP_CHECKSEQUENCEVERIFY);
            case AFTER -> lock(e.number(), OP_CHECKLOCKTIMEVERIFY);
            case SHA256 -> preimage(OP_SHA256, e.hash());
            case HASH256 -> preimage(OP_HASH256, e.hash());
            case RIPEMD160 -> preimage(OP_RIPEMD160, e.hash());
            case HASH160 -> preimage(OP_HASH160, e.hash());
            case MULTI -> multi(e);
            case MULTI_A -> multiA(e);
            case AND_V, AND_B, OR_B, OR_C, OR_D, OR_I, ANDOR, THRESH -> combine(e, parts);
            case WRAP_A, WRAP_S, WRAP_C, WRAP_D, WRAP_V, WRAP_J, WRAP_N -> wrap(e.fragment(), parts.get(0));
        };
    }

    private static <K> Bytes combine(Expression<K> e, List<Bytes> x) {
        return switch (e.fragment()) {
            case AND_V -> join(x.get(0), x.get(1));
            case AND_B -> join(x.get(0), x.get(1), OP_BOOLAND);
            case OR_B -> join(x.get(0), x.get(1), OP_BOOLOR);
            case OR_C -> join(x.get(0), OP_NOTIF, x.get(1), OP_ENDIF);
            case OR_D -> join(x.get(0), OP_IFDUP, OP_NOTIF, x.get(1), OP_ENDIF);
            case OR_I -> join(OP_IF, x.get(0), OP_ELSE, x.get(1), OP_ENDIF);
            case ANDOR -> join(x.get(0), OP_NOTIF, x.get(2), OP_ELSE, x.get(1), OP_ENDIF);
            default -> threshold(e.number(), x);
        };
    }

    private static Bytes wrap(Fragment wrapper, Bytes x) {
        return switch (wrapper) {
            case WRAP_A -> join(OP_TOALTSTACK, x, OP_FROMALTSTACK);
            case WRAP_S -> join(OP_SWAP, x);
            case WRAP_C -> join(x, OP_CHECKSIG);
            case WRAP_D -> join(OP_DUP, OP_IF, x, OP_ENDIF);
            case WRAP_V -> verified(x);
            case WRAP_J -> join(OP_SIZE, OP_0NOTEQUAL, OP_IF, x, OP_ENDIF);
            default -> join(x, OP_0NOTEQUAL);
        };
    }

    /** Scripts of base type never end in a push of data, so the last byte is the last opcode. */
    private static Bytes verified(Bytes x) {
        int last = x.at(x.size() - 1);
        boolean hasVerifyVersion =
                last == OP_EQUAL || last == OP_NUMEQUAL || last == OP_CHECKSIG || last == OP_CHECKMULTISIG;
        return hasVerifyVersion ? join(x.slice(0, x.size() - 1), last + 1) : join(x, OP_VERIFY);
    }

    private static Bytes threshold(long required, List<Bytes> parts) {
        ByteWriter script = new ByteWriter().write(parts.get(0));
        parts.stream().skip(1).forEach(part -> script.write(part).writeByte(OP_ADD));
        return join(script.toBytes(), number(required), OP_EQUAL);
    }

    private Bytes multi(Expression<K> e) {
        ScriptBuilder script = new ScriptBuilder().number(e.number());
        e.keys().forEach(key -> script.data(keys.apply(key)));
        return script.number(e.keys().size()).opcode(OP_CHECKMULTISIG).build();
    }

    private Bytes multiA(Expression<K> e) {
        ScriptBuilder script = new ScriptBuilder();
        for (int i = 0; i < e.keys().size(); i++) {
            script.data(keys.apply(e.keys().get(i))).opcode(i == 0 ? OP_CHECKSIG : OP_CHECKSIGADD);
        }
        return script.number(e.number()).opcode(OP_NUMEQUAL).build();
    }

    private static Bytes keyHash(Bytes hash) {
        return join(OP_DUP, OP_HASH160, push(hash), OP_EQUALVERIFY);
    }

    private static Bytes preimage(int hashOpcode, Bytes hash) {
        return join(OP_SIZE, number(Expression.PREIMAGE_SIZE), OP_EQUALVERIFY, hashOpcode, push(hash), OP_EQUAL);
    }

    private static Bytes lock(long operand, int opcode) {
        return join(number(operand), opcode);
    }

    private static Bytes push(Bytes data) {
        return new ScriptBuilder().data(data).build();
    }

    private static Bytes number(long value) {
        return new ScriptBuilder().number(value).build();
    }

    /** @param pieces scripts, and opcodes as integers */
    private static Bytes join(Object... pieces) {
        ByteWriter script = new ByteWriter();
        for (Object piece : pieces) {
            if (piece instanceof Bytes bytes) {
                script.write(bytes);
            } else {
                script.writeByte((Integer) piece);
            }
        }
        return script.toBytes();
    }
}
