package io.countersign.crypto.descriptor.miniscript;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.tx.AbsoluteLock;
import io.countersign.crypto.tx.InputLocks;
import io.countersign.crypto.tx.RelativeLock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** An attempt to spend: who signs, which preimages are known, and what the transaction says of time. */
record Attempt(MiniscriptSpend spend, Set<String> signers, Set<Bytes> preimages, InputLocks locks, Signatures made)
        implements WitnessSource<String> {

    static Attempt random(Miniscript<String> miniscript, Random random) {
        InputLocks locks = new InputLocks(2, SatisfactionTest.lockTime(random), SatisfactionTest.sequence(random));
        List<String> keys = miniscript.keys();
        Set<String> signers = keys.stream().filter(key -> random.nextInt(3) > 0).collect(Collectors.toSet());
        Set<Bytes> preimages = RandomMiniscript.PREIMAGES.stream()
                .filter(preimage -> random.nextBoolean())
                .collect(Collectors.toSet());
        return of(miniscript, signers, preimages, locks);
    }

    /** No more than {@code branch} asks for; of its groups any keys. */
    static Attempt of(Miniscript<String> miniscript, SpendBranch<String> branch, Random random) {
        Set<String> signers = branch.groups().stream()
                .map(group -> SatisfactionTest.someOf(group.keys(), group.threshold(), random))
                .flatMap(Collection::stream)
                .collect(Collectors.toSet());
        InputLocks locks = new InputLocks(
                2,
                branch.after().map(AbsoluteLock::operand).orElse(0L),
                branch.older().map(RelativeLock::operand).orElse(0xfffffffdL));
        return of(miniscript, signers, Set.of(), locks);
    }

    Attempt withoutOne(Random random) {
        Set<String> fewer = new HashSet<>(signers);
        fewer.remove(List.copyOf(signers).get(random.nextInt(signers.size())));
        return new Attempt(spend, fewer, preimages, locks, made);
    }

    /** Whether the conditions as they read are met, and a signature is among what meets them. */
    boolean meets(Miniscript<String> miniscript) {
        return ExpressionParser.parse(miniscript.text(), miniscript.context(), key -> key)
                .fold(this::isMet);
    }

    @Override
    public Bytes keyBytes(String key) {
        return MiniscriptSpend.keyBytes(key, made.context());
    }

    @Override
    public Optional<Bytes> signature(String key) {
        return signers.contains(key) ? Optional.of(made.of(key)) : Optional.empty();
    }

    @Override
    public boolean meets(RelativeLock older) {
        return locks.meet(older);
    }

    @Override
    public boolean meets(AbsoluteLock after) {
        return locks.meet(after);
    }

    @Override
    public Optional<Bytes> preimage(String fragment, Bytes hash) {
        return preimages.stream()
                .filter(preimage -> hashed(fragment, preimage).equals(hash))
                .findFirst();
    }

    @Override
    public String toString() {
        return signers + " " + locks + " " + preimages;
    }

    private static Attempt of(
            Miniscript<String> miniscript, Set<String> signers, Set<Bytes> preimages, InputLocks locks) {
        MiniscriptSpend spend = new MiniscriptSpend(miniscript, locks);
        return new Attempt(spend, signers, preimages, locks, new Signatures(spend, miniscript.context()));
    }

    private boolean isMet(Expression<String> e, List<Boolean> parts) {
        return switch (e.fragment()) {
            case JUST_0 -> false;
            case JUST_1 -> true;
            case PK_K, PK_H -> signers.contains(e.keys().get(0));
            case OLDER -> meets(new RelativeLock(e.number()));
            case AFTER -> meets(new AbsoluteLock(e.number()));
            case SHA256, HASH256, RIPEMD160, HASH160 ->
                preimage(e.fragment().word(), e.hash()).isPresent();
            case MULTI, MULTI_A -> e.keys().stream().filter(signers::contains).count() >= e.number();
            case AND_V, AND_B -> parts.get(0) && parts.get(1);
            case OR_B, OR_C, OR_D, OR_I -> parts.get(0) || parts.get(1);
            case ANDOR -> parts.get(0) && parts.get(1) || parts.get(2);
            case THRESH -> parts.stream().filter(part -> part).count() >= e.number();
            case WRAP_A, WRAP_S, WRAP_C, WRAP_D, WRAP_V, WRAP_J, WRAP_N -> parts.get(0);
        };
    }

    private static Bytes hashed(String fragment, Bytes preimage) {
        return switch (fragment) {
            case "sha256" -> Hashes.sha256(preimage).bytes();
            case "hash256" -> Hashes.doubleSha256(preimage).bytes();
            case "ripemd160" -> Hashes.ripemd160(preimage);
            default -> Hashes.hash160(preimage);
        };
    }

    /** Signatures are made once, since each costs a scalar multiplication. */
    static final class Signatures {
        private final MiniscriptSpend spend;
        private final ScriptContext context;
        private final Map<String, Bytes> made = new HashMap<>();

        private Signatures(MiniscriptSpend spend, ScriptContext context) {
            this.spend = spend;
            this.context = context;
        }

        private ScriptContext context() {
            return context;
        }

        private Bytes of(String key) {
            return made.computeIfAbsent(key, spend::signature);
        }
    }
}
