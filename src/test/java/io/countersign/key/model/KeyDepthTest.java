package io.countersign.key.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.key.Fingerprint;
import io.countersign.crypto.key.KeyOrigin;
import io.countersign.kernel.Refusal;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class KeyDepthTest {

    private static KeyOrigin deep(int steps) {
        return new KeyOrigin(Fingerprint.parse("d34db33f"), new DerivationPath(Collections.nCopies(steps, 1L)));
    }

    @Test
    void takesTwelveSteps() {
        assertThatCode(() -> KeyDepth.require("The key", deep(12))).doesNotThrowAnyException();
    }

    @Test
    void refusesThirteen() {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> KeyDepth.require("The key", deep(13)));

        assertThat(refusal.reason()).isEqualTo(KeyRefusal.KEY_TOO_DEEP);
        assertThat(refusal).hasMessageContaining("The key lies 13 steps below its master key");
    }
}
