package io.countersign.wallet.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.Page;
import io.countersign.key.model.RegisteredKey;
import io.countersign.wallet.model.Policy;
import io.countersign.wallet.model.SpendPath;
import io.countersign.wallet.model.Wallet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A wallet as the wire has it. */
public record WalletView(
        String id,
        String name,
        String network,
        String state,
        PolicyView policy,
        @Nullable String descriptor,
        List<KeyView> keys,
        @Nullable String firstAddress,
        List<SpendPathView> spendPaths,
        List<String> warnings,
        long version) {

    public static WalletView of(Wallet wallet, Function<RegisteredKey, KeyView> keyView) {
        return new WalletView(
                wallet.id().toString(),
                wallet.facts().name(),
                wallet.network().word(),
                wallet.state().word(),
                PolicyView.of(wallet.policy()),
                wallet.findDescriptor().map(Descriptor::text).orElse(null),
                wallet.keys().stream().map(keyView).toList(),
                wallet.firstAddress().orElse(null),
                wallet.spendPaths().stream().map(SpendPathView::of).toList(),
                warnings(wallet),
                wallet.version());
    }

    private static List<String> warnings(Wallet wallet) {
        return wallet.keys().stream()
                .collect(Collectors.groupingBy(key -> key.key().fingerprint().toString(), Collectors.counting()))
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue() > 1)
                .map(entry -> "%d keys have the fingerprint %s.".formatted(entry.getValue(), entry.getKey()))
                .sorted()
                .toList();
    }

    /** A policy as the wire has it. */
    public record PolicyView(
            String script,
            int threshold,
            int total,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String template) {
        static PolicyView of(Policy policy) {
            return new PolicyView(
                    policy.script().word(),
                    policy.threshold().required(),
                    policy.threshold().total(),
                    policy.template().orElse(null));
        }
    }

    /** A spend path as the wire has it. */
    public record SpendPathView(
            String id,
            String description,
            List<Group> groups,
            int threshold,
            List<String> keyIds,
            @Nullable Long older,
            @Nullable Long after) {

        static SpendPathView of(SpendPath path) {
            return new SpendPathView(
                    path.id(),
                    path.description(),
                    path.groups().stream().map(Group::of).toList(),
                    path.threshold(),
                    texts(path.keyIds()),
                    path.older(),
                    path.after());
        }

        private static List<String> texts(List<KeyId> keyIds) {
            return keyIds.stream().map(KeyId::toString).toList();
        }

        /** So many of these keys. */
        public record Group(int threshold, List<String> keyIds) {
            static Group of(SpendPath.Group group) {
                return new Group(group.threshold(), texts(group.keyIds()));
            }
        }
    }

    /** A page of wallets. */
    public record WalletPage(List<WalletView> items, @Nullable String nextCursor) {
        static WalletPage of(Page<WalletView> page) {
            return new WalletPage(page.items(), page.nextCursor());
        }
    }
}
