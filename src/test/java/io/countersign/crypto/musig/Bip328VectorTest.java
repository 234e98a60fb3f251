package io.countersign.crypto.musig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.key.ExtendedPublicKey;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** BIP328's own vectors, and that the children of an aggregate are those of its synthetic xpub. */
class Bip328VectorTest {

    static Stream<VectorCase> cases() {
        return Vectors.cases("musig_bip328.json");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void makesTheSyntheticXpub(VectorCase vector) {
        AggregateKey key = AggregateKey.ofOrdered(keys(vector));

        assertThat(key.publicKey()).hasToString(vector.expected("aggregate_pubkey"));
        assertThat(key.chainCode()).hasToString(vector.expected("chain_code"));
        assertThat(ExtendedPublicKey.ofAggregate(key, true).toBase58()).isEqualTo(vector.expected("xpub"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void derivesWhatTheSyntheticXpubDerives(VectorCase vector) {
        AggregateKey key = AggregateKey.ofOrdered(keys(vector));
        ExtendedPublicKey xpub = ExtendedPublicKey.parse(vector.expected("xpub"));

        for (long index : new long[] {0, 1, 77, 0x7fffffff}) {
            AggregateKey child = key.derive(index).derive(1);
            ExtendedPublicKey expected = xpub.derive(index).derive(1);

            assertThat(child.publicKey()).isEqualTo(expected.publicKey());
            assertThat(child.chainCode()).isEqualTo(expected.chainCode());
        }
    }

    private static List<PublicKey> keys(VectorCase vector) {
        return StreamSupport.stream(vector.input().get("pubkeys").spliterator(), false)
                .map(JsonNode::asText)
                .map(PublicKey::ofHex)
                .toList();
    }
}
