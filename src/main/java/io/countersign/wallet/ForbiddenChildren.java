package io.countersign.wallet;

import io.countersign.account.LoginSignatures;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.key.ExtendedPublicKey;
import io.countersign.crypto.script.OutputScript;
import io.countersign.kernel.AccountId;
import io.countersign.key.model.KeyRefusal;
import io.countersign.platform.work.Workers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Keeps login keys and wallet keys apart. With an extended public key and one private key below it the private keys of the whole
 * account can be computed (BIP32, "Security"), so a key that signs in must not lie below one that holds coins.
 */
@ApplicationScoped
public class ForbiddenChildren {

    private static final int BRANCHES = 2;
    private static final int INDEXES = 1_000;

    private final LoginSignatures loginSignatures;
    private final Workers workers;

    ForbiddenChildren(LoginSignatures loginSignatures, Workers workers) {
        this.loginSignatures = loginSignatures;
        this.workers = workers;
    }

    /** Refuses a wallet key that has a login key of the account among its children. */
    public Uni<Void> requireNone(AccountId account, CosignerKey key) {
        return loginSignatures.addressScripts(account).chain(scripts -> {
            if (scripts.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            return workers.compute(() -> hasChildAmong(key.key(), scripts))
                    .invoke(found -> {
                        if (found) {
                            throw KeyRefusal.KEY_IS_LOGIN_KEY.refuse(
                                    "An address that you sign in with belongs to a child of this key; sign in with another key.");
                        }
                    })
                    .replaceWithVoid();
        });
    }

    /** True where an output script of a child at {@code a} or {@code a/b} is among {@code scripts}. */
    public static boolean hasChildAmong(ExtendedPublicKey key, Set<Bytes> scripts) {
        return IntStream.range(0, BRANCHES)
                .mapToObj(key::derive)
                .flatMap(branch -> Stream.concat(
                        Stream.of(branch.publicKey()),
                        IntStream.range(0, INDEXES).mapToObj(branch::derivePublicKey)))
                .flatMap(ForbiddenChildren::scriptsOf)
                .anyMatch(scripts::contains);
    }

    private static Stream<Bytes> scriptsOf(PublicKey key) {
        Bytes segwit = OutputScript.p2wpkh(key);
        return Stream.of(segwit, OutputScript.p2pkh(key), OutputScript.p2sh(segwit));
    }
}
