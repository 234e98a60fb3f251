package io.countersign.crypto.verify;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.DerivedPath;
import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.script.TaprootOutput;
import io.countersign.crypto.sighash.TaprootSighash;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Works out the aggregate keys of a spend from the derived scripts of its coins. */
final class MusigSpendMaking {

    private final TaprootSighash sighashes;
    private final List<DerivedScript> scripts;

    MusigSpendMaking(Transaction unsigned, List<TxOutput> coins, List<DerivedScript> scripts) {
        this.sighashes = TaprootSighash.of(unsigned, coins);
        this.scripts = scripts;
    }

    MusigSpend make(String spendPath) {
        List<ExpectedMusig> keys = new ArrayList<>();
        List<ExpectedMusig> others = new ArrayList<>();
        Map<MusigPlace, Integer> places = new HashMap<>();
        Set<Bytes> walletKeys = new HashSet<>();
        for (int i = 0; i < scripts.size(); i++) {
            for (DerivedPath path : scripts.get(i).paths()) {
                List<ExpectedMusig> ofPath = musigs(i, path).toList();
                ofPath.forEach(musig -> musig.participants()
                        .forEach(participant -> places.put(musig.place(participant.key()), participant.position())));
                ofPath.forEach(musig -> musig.participants()
                        .forEach(participant -> walletKeys.add(participant.key().bytes())));
                (path.path().id().equals(spendPath) ? keys : others).addAll(ofPath);
            }
        }
        keys.forEach(key -> key.places().forEach(places::remove));
        return new MusigSpend(keys, others, places, walletKeys);
    }

    private Stream<ExpectedMusig> musigs(int inputIndex, DerivedPath path) {
        TaprootOutput output = scripts.get(inputIndex).taproot().orElseThrow();
        return path.aggregates().stream()
                .map(aggregate -> ExpectedMusig.of(inputIndex, aggregate, path, output, sighashes));
    }
}
