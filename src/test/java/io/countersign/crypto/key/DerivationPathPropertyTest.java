package io.countersign.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class DerivationPathPropertyTest {

    @Property(tries = 300)
    void textAndPathGoRoundInBothSigns(@ForAll @Size(max = 20) List<@LongRange(max = 0xffffffffL) Long> steps) {
        DerivationPath path = new DerivationPath(steps);

        assertThat(DerivationPath.parse(path.toString())).isEqualTo(path);
        assertThat(DerivationPath.parse(path.toString().replace('h', '\''))).isEqualTo(path);
    }

    @Property(tries = 100)
    void joinedPathsAreTheirTextsJoined(
            @ForAll @Size(min = 1, max = 5) List<@LongRange(max = 0xffffffffL) Long> above,
            @ForAll @Size(min = 1, max = 5) List<@LongRange(max = 0xffffffffL) Long> below) {
        DerivationPath joined = new DerivationPath(above).plus(new DerivationPath(below));

        assertThat(joined).hasToString(new DerivationPath(above) + "/" + new DerivationPath(below));
    }
}
