package io.countersign.cli.verify;

import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.descriptor.SpendPath;
import io.countersign.crypto.key.CosignerKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A wallet as a server shows it, against the pinned descriptor: who holds keys, how many must sign, and the first address. */
final class WalletCheck {

    static final String WALLET = "wallet";

    private final Report report;
    private final Pin pin;

    WalletCheck(Report report, Pin pin) {
        this.report = report;
        this.pin = pin;
    }

    void run(Shown wallet) {
        long before = report.faults();
        report.attempt(WALLET, () -> checkDescriptor(wallet));
        report.attempt(WALLET, () -> checkPolicy(wallet.get("policy")));
        report.attempt(WALLET, () -> checkKeys(wallet));
        report.attempt(WALLET, () -> checkPaths(wallet));
        if (report.faults() == before) {
            report.right(WALLET, words());
        }
    }

    private String words() {
        Descriptor descriptor = pin.descriptor();
        return "The wallet is the pinned one: %d keys, and to spend, %s. Its first address is %s."
                .formatted(
                        descriptor.keys().size(),
                        descriptor.paths().stream().map(SpendPath::description).collect(Collectors.joining("; or ")),
                        pin.firstAddress());
    }

    private void checkDescriptor(Shown wallet) {
        report.requireSame(pin.network().word(), wallet.text("network"), WALLET, "The network");
        report.requireSame(pin.descriptor().text(), wallet.text("descriptor"), WALLET, "The pinned descriptor");
        report.requireSame(pin.firstAddress(), wallet.text("firstAddress"), WALLET, "The first address");
    }

    private void checkPolicy(Shown policy) {
        report.requireSame(
                (long) pin.descriptor().threshold().required(), policy.number("threshold"), WALLET, "The threshold");
        report.requireSame((long) pin.descriptor().keys().size(), policy.number("total"), WALLET, "The number of keys");
        String script = policy.text("script");
        String own = pin.descriptor().kind().name().toLowerCase(java.util.Locale.ROOT);
        report.require(
                script.equals("miniscript") || script.startsWith(own),
                WALLET,
                "The pinned descriptor's script is %s, and the server shows %s.".formatted(own, script));
    }

    private void checkKeys(Shown wallet) {
        List<CosignerKey> pinned = pin.descriptor().keys();
        List<Shown> keys = wallet.list("keys").toList();
        report.requireSame(pinned.size(), keys.size(), WALLET, "The number of keys");
        Map<Long, Shown> byPosition = new HashMap<>();
        keys.forEach(key -> byPosition.put(key.number("position"), key));
        for (int position = 0; position < pinned.size(); position++) {
            Shown key = byPosition.get((long) position);
            if (key == null) {
                report.wrong(WALLET, "The server shows no key at position %d.".formatted(position));
            } else {
                checkKey(pinned.get(position), key);
            }
        }
    }

    private void checkKey(CosignerKey pinned, Shown key) {
        String what = "The key at position %d".formatted(key.number("position"));
        CosignerKey shown = CosignerKey.parse(key.text("key"), pin.network());
        report.requireSame(pinned, shown, WALLET, what);
        report.requireSame(pinned.fingerprint().toString(), key.text("fingerprint"), WALLET, what + "'s fingerprint");
    }

    private void checkPaths(Shown wallet) {
        Map<String, Long> positions = wallet.list("keys")
                .collect(Collectors.toMap(key -> key.text("id"), key -> key.number("position"), (one, other) -> one));
        List<Shown> paths = wallet.list("spendPaths").toList();
        List<SpendPath> pinned = pin.descriptor().paths();
        report.requireSame(pinned.size(), paths.size(), WALLET, "The number of ways to spend");
        for (int i = 0; i < Math.min(paths.size(), pinned.size()); i++) {
            checkPath(pinned.get(i), paths.get(i), positions);
        }
    }

    private void checkPath(SpendPath pinned, Shown path, Map<String, Long> positions) {
        String what = "The spend path " + pinned.id();
        report.requireSame((long) pinned.threshold(), path.number("threshold"), WALLET, what + "'s threshold");
        Set<Long> shown = path.list("keyIds")
                .map(id -> positions.getOrDefault(id.text(), -1L))
                .collect(Collectors.toSet());
        Set<Long> own = pinned.positions().stream().map(Integer::longValue).collect(Collectors.toSet());
        report.requireSame(own, shown, WALLET, what + "'s keys");
        report.requireSame(String.valueOf(pinned.older()), lock(path, "older"), WALLET, what + "'s relative time lock");
        report.requireSame(String.valueOf(pinned.after()), lock(path, "after"), WALLET, what + "'s absolute time lock");
    }

    private static String lock(Shown path, String member) {
        return path.find(member).isEmpty() ? "null" : Long.toString(path.number(member));
    }
}
