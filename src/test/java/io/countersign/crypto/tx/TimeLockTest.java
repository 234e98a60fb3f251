package io.countersign.crypto.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeLockTest {

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1L << 31, Long.MAX_VALUE})
    void refusesOperandsThatScriptsCantHave(long operand) {
        assertThatThrownBy(() -> new RelativeLock(operand)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new AbsoluteLock(operand)).isInstanceOf(MalformedException.class);
    }

    /** BIP112: of the same kind, not switched off, and in version 2. */
    @ParameterizedTest
    @CsvSource({
        "10, 2, 10, true",
        "10, 2, 9, false",
        "10, 2, 65535, true",
        "10, 1, 10, false",
        "10, 4294967295, 10, true",
        "10, 2, 4294967293, false",
        "10, 2, 4194314, false",
        "4194314, 2, 4194314, true",
        "4194314, 2, 4194313, false",
        "4194314, 2, 10, false",
        "10, 2, 65546, true"
    })
    void judgesRelativeLocks(long older, long version, long sequence, boolean isMet) {
        assertThat(new InputLocks((int) version, 0, sequence).meet(new RelativeLock(older)))
                .isEqualTo(isMet);
    }

    /** BIP65: of the same kind, and the sequence does not switch it off. */
    @ParameterizedTest
    @CsvSource({
        "100, 100, 4294967294, true",
        "100, 99, 4294967294, false",
        "100, 100, 4294967295, false",
        "100, 500000000, 0, false",
        "500000000, 499999999, 0, false",
        "500000000, 500000000, 0, true",
        "499999999, 499999999, 0, true"
    })
    void judgesAbsoluteLocks(long after, long lockTime, long sequence, boolean isMet) {
        assertThat(new InputLocks(2, lockTime, sequence).meet(new AbsoluteLock(after)))
                .isEqualTo(isMet);
    }

    /** Bit 22 and the low 16 bits are all that consensus looks at (BIP68). */
    @ParameterizedTest
    @CsvSource({
        "1, true",
        "65535, true",
        "65536, false",
        "65537, false",
        "4194304, false",
        "4194305, true",
        "4259839, true",
        "4259840, false",
        "2147483647, false"
    })
    void saysWhichRelativeLocksBindAsWritten(long operand, boolean binds) {
        assertThat(new RelativeLock(operand).bindsAsWritten()).isEqualTo(binds);
    }

    @Test
    void impliesEarlierLocksOfItsKindAlone() {
        assertThat(new RelativeLock(10)).matches(lock -> lock.implies(new RelativeLock(10)));
        assertThat(new RelativeLock(10)).matches(lock -> !lock.implies(new RelativeLock(11)));
        assertThat(new RelativeLock(4_194_314)).matches(lock -> !lock.implies(new RelativeLock(1)));
        assertThat(new AbsoluteLock(10)).matches(lock -> lock.implies(new AbsoluteLock(9)));
        assertThat(new AbsoluteLock(500_000_000)).matches(lock -> !lock.implies(new AbsoluteLock(9)));
    }

    @Test
    void saysLocksInWords() {
        assertThat(new RelativeLock(52_560).words()).isEqualTo("52,560 blocks after the coin is confirmed");
        assertThat(new RelativeLock(1).words()).isEqualTo("1 block after the coin is confirmed");
        // 65,535 units of 512 seconds are 33,553,920 seconds: 388 days, 8 hours and 32 minutes.
        assertThat(new RelativeLock(4_259_839).words()).isEqualTo("388 days and 8 hours after the coin is confirmed");
        assertThat(new RelativeLock(4_194_314).words()).isEqualTo("1 hour and 25 minutes after the coin is confirmed");
        assertThat(new AbsoluteLock(840_000).words()).isEqualTo("after block 840,000");
        assertThat(new AbsoluteLock(2_000_000_000).words()).isEqualTo("after 2033-05-18T03:33:20Z");
    }
}
