package io.countersign.crypto.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptTest {

    private static final String ENTRY = "07".repeat(32);
    private static final String TIME = "2026-11-24T08:05:00.123Z";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log/receipt\nentry 07\ntime 2026-11-24T08:05:00.123Z\n",
                "log\nentry 0707070707070707070707070707070707070707070707070707070707070707\ntime 2026-11-24T08:05:00.123Z\n",
                "log/receipt\nentry 0707070707070707070707070707070707070707070707070707070707070707\ntime today\n",
                "log/receipt\nentry 0707070707070707070707070707070707070707070707070707070707070707\ntime 2026-11-24T08:05:00.123Z",
                "log/receipt\nentry 0707070707070707070707070707070707070707070707070707070707070707\ntime 2026-11-24T08:05:00.123Z\nmore\n"
            })
    void refusesWhatIsNoReceipt(String text) {
        assertThatThrownBy(() -> Receipt.parse(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void readsWhatItWrites() {
        Receipt receipt = new Receipt("countersign.example.org/log/1", Bytes32.ofHex(ENTRY), TIME);

        assertThat(receipt.text())
                .isEqualTo("countersign.example.org/log/1/receipt\nentry " + ENTRY + "\ntime " + TIME + "\n");
        assertThat(Receipt.parse(receipt.text())).isEqualTo(receipt);
    }
}
