package io.countersign.crypto.script;

import static org.assertj.core.api.Assertions.assertThat;

import fr.acinq.bitcoin.OP_PUSHDATA;
import fr.acinq.bitcoin.Script;
import io.countersign.crypto.bytes.Bytes;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What is written is read again, and as bitcoin-kmp would have written it. */
class ScriptBuilderPropertyTest {

    @Property(tries = 300)
    void pushesGoRound(@ForAll @Size(max = 6) List<@Size(max = 600) byte[]> pushes) {
        List<Bytes> wanted = pushes.stream().map(Bytes::of).toList();
        ScriptBuilder script = new ScriptBuilder();
        wanted.forEach(script::data);

        assertThat(ScriptToken.readPushes(script.build())).contains(wanted);
    }

    @Property(tries = 200)
    void pushesOfMoreThanOneByteAreThoseOfBitcoinKmp(@ForAll @Size(min = 2, max = 600) byte[] data) {
        // For 255 bytes bitcoin-kmp takes the longer form; Bitcoin Core's shortest push has one byte of length up to
        // there.
        Assume.that(data.length != 255);
        assertThat(new ScriptBuilder().data(Bytes.of(data)).build())
                .isEqualTo(Bytes.of(Script.write(List.of(new OP_PUSHDATA(data)))));
    }

    @Property(tries = 300)
    void numbersAreThoseOfBitcoinKmp(@ForAll @LongRange(min = 17, max = 0x7fffffff) long value) {
        assertThat(ScriptToken.readPushes(new ScriptBuilder().number(value).build())
                        .orElseThrow())
                .containsExactly(Bytes.of(Script.encodeNumber(value).toByteArray()));
    }

    @Property(tries = 300)
    void neverReadsBeyondTheEnd(@ForAll @Size(max = 60) byte[] script) {
        ScriptToken.read(Bytes.of(script))
                .ifPresent(tokens -> assertThat(tokens).hasSizeLessThanOrEqualTo(script.length));
        assertThat(ScriptTemplate.of(Bytes.of(script))).isNotNull();
    }

    @Example
    void longPushesTakeTheLongerLengths() {
        assertThat(new ScriptBuilder().data(Bytes.wrap(new byte[75])).build().toHex())
                .startsWith("4b00");
        assertThat(new ScriptBuilder().data(Bytes.wrap(new byte[76])).build().toHex())
                .startsWith("4c4c00");
        assertThat(new ScriptBuilder().data(Bytes.wrap(new byte[255])).build().toHex())
                .startsWith("4cff00");
        assertThat(new ScriptBuilder().data(Bytes.wrap(new byte[256])).build().toHex())
                .startsWith("4d000100");
        assertThat(new ScriptBuilder().data(Bytes.wrap(new byte[65536])).build().toHex())
                .startsWith("4e0000010000");
    }
}
