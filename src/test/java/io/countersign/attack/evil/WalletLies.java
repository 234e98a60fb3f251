package io.countersign.attack.evil;

import static io.countersign.attack.evil.Lie.at;
import static io.countersign.attack.evil.Lie.json;
import static io.countersign.attack.evil.Lie.list;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.crypto.descriptor.DescriptorChecksum;
import io.countersign.testing.Signer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Threats B0, B1 and B3a: another wallet than the one that the cosigners made. */
final class WalletLies {

    private static final String WALLET = "/v1/wallets/[^/]+";
    private static final String ADDRESSES = "/v1/wallets/[^/]+/addresses.*";

    private WalletLies() {}

    static List<Lie> all() {
        String attacker = Signer.of(99).keyText();
        return List.of(
                descriptor("a cosigner's key swapped in the descriptor", text -> swapKey(text, attacker)),
                descriptor("a key swapped whose fingerprint stays", text -> swapKeepingOrigin(text, attacker)),
                descriptor("the keys in another order", WalletLies::turned),
                descriptor("a lower threshold in the descriptor", text -> text.replace("multi(2,", "multi(1,")),
                descriptor("unsorted keys", text -> text.replace("sortedmulti(", "multi(")),
                descriptor("another script around it", text -> "sh(" + text + ")"),
                descriptor("a key more in the descriptor", text -> text.replace("))", "," + attacker + "/<0;1>/*))")),
                wallet(
                        "a descriptor whose checksum is wrong",
                        root -> root.put(
                                "descriptor", root.get("descriptor").asText().replaceFirst(".$", "q"))),
                wallet("no descriptor", root -> root.putNull("descriptor")),
                wallet(
                        "another first address",
                        root -> root.put("firstAddress", "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080")),
                wallet("another network", root -> root.put("network", "signet")),
                wallet("another wallet's id", root -> root.put("id", "018f0000-0000-7000-8000-000000000000")),
                wallet("a lower threshold in the policy", root -> ((ObjectNode) root.get("policy"))
                        .put("threshold", 1)),
                wallet("fewer keys in the policy", root -> ((ObjectNode) root.get("policy")).put("total", 2)),
                wallet("another script in the policy", root -> ((ObjectNode) root.get("policy")).put("script", "sh")),
                wallet("a key less in the list", root -> list(root, "keys").remove(2)),
                wallet("a key more in the list", root -> list(root, "keys")
                        .add(list(root, "keys").get(0).deepCopy())),
                wallet("an own key swapped in the list", root -> at(root.get("keys"), 0)
                        .put("key", attacker)),
                wallet("another path of a key", root -> at(root.get("keys"), 1)
                        .put("key", at(root.get("keys"), 1).get("key").asText().replace("48h", "49h"))),
                wallet("another fingerprint", root -> at(root.get("keys"), 1).put("fingerprint", "00000000")),
                wallet("two keys' positions exchanged", root -> {
                    at(root.get("keys"), 0).put("position", 1);
                    at(root.get("keys"), 1).put("position", 0);
                }),
                wallet("a key's confirmation denied", root -> at(root.get("keys"), 2)
                        .put("state", "proven")),
                wallet("a confirmation of another address", root -> ((ObjectNode)
                                at(root.get("keys"), 0).get("verification").get("confirmation"))
                        .put("firstAddress", "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080")),
                wallet("a lower threshold of the spend path", root -> at(root.get("spendPaths"), 0)
                        .put("threshold", 1)),
                wallet("a spend path of other keys", root -> list(at(root.get("spendPaths"), 0), "keyIds")
                        .remove(0)),
                wallet("one more way to spend", root -> list(root, "spendPaths")
                        .add(root.get("spendPaths").get(0).deepCopy())),
                wallet("a wallet frozen that is not", root -> root.put("state", "frozen")),
                wallet("a wallet that still waits for confirmations", root -> root.put("state", "confirming")),
                addresses(
                        "an attacker's address",
                        item -> item.put("address", "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080")),
                addresses(
                        "the address of another index",
                        item -> item.put("index", item.get("index").asLong() + 1)),
                addresses("an index where nobody looks", item -> item.put("index", 2_147_483_647L)
                        .put("derivation", "0/2147483647")),
                addresses("an index that there is not", item -> item.put("index", 2_147_483_648L)),
                addresses(
                        "an address of the other branch",
                        item -> item.put("change", !item.get("change").asBoolean())),
                addresses(
                        "another network's address",
                        item -> item.put(
                                "address", "tb" + item.get("address").asText().substring(4))),
                addresses("another script", item -> item.put("scriptPubKey", "0020" + "07".repeat(32))),
                json("an address twice", ADDRESSES, root -> list(root, "items")
                        .add(root.get("items").get(0).deepCopy())));
    }

    private static Lie wallet(String name, Consumer<ObjectNode> change) {
        return json(name, WALLET, change);
    }

    private static Lie descriptor(String name, UnaryOperator<String> change) {
        return json(name, WALLET, root -> {
            String text = root.get("descriptor").asText().replaceFirst("#.*", "");
            root.put("descriptor", DescriptorChecksum.append(change.apply(text)));
        });
    }

    private static Lie addresses(String name, Consumer<ObjectNode> change) {
        return json(name, ADDRESSES, root -> {
            ArrayNode items = list(root, "items");
            change.accept(at(items, items.size() - 1));
        });
    }

    private static String swapKey(String descriptor, String attacker) {
        return descriptor.replaceFirst("\\[[^\\]]*\\][^/]*", java.util.regex.Matcher.quoteReplacement(attacker));
    }

    private static String swapKeepingOrigin(String descriptor, String attacker) {
        return descriptor.replaceFirst(
                "\\][^/]*", java.util.regex.Matcher.quoteReplacement(attacker.replaceFirst("^[^\\]]*", "")));
    }

    private static String turned(String descriptor) {
        int first = descriptor.indexOf('[');
        int end = descriptor.indexOf("))");
        String[] keys = descriptor.substring(first, end).split(",(?=\\[)");
        return descriptor.substring(0, first) + keys[1] + "," + keys[0] + "," + keys[2] + descriptor.substring(end);
    }
}
