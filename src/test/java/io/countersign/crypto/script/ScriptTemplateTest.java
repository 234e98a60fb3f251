package io.countersign.crypto.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptTemplateTest {

    @ParameterizedTest
    @CsvSource({
        "P2PKH, 76a914000000000000000000000000000000000000000088ac",
        "P2SH, a914000000000000000000000000000000000000000087",
        "P2WPKH, 00140000000000000000000000000000000000000000",
        "P2WSH, 00200000000000000000000000000000000000000000000000000000000000000000",
        "P2TR, 51200000000000000000000000000000000000000000000000000000000000000000",
        "P2A, 51024e73",
        "WITNESS_UNKNOWN, 51024e74",
        "WITNESS_UNKNOWN, 52200000000000000000000000000000000000000000000000000000000000000000",
        "WITNESS_UNKNOWN, 6002ffff",
        "P2PK, 210279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798ac",
        "MULTISIG, 51210279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f8179851ae",
        "NULL_DATA, 6a",
        "NULL_DATA, 6a0568656c6c6f",
        "NULL_DATA, 6a4c00",
        "NON_STANDARD, 6a05",
        "NON_STANDARD, 6aac",
        // version 0 has programs of 20 and 32 bytes only, and one push opcode alone
        "NON_STANDARD, 00020000",
        "NON_STANDARD, 004c140000000000000000000000000000000000000000",
        "NON_STANDARD, 510100",
        "NON_STANDARD, a914000000000000000000000000000000000000000088",
        "NON_STANDARD, a94c14000000000000000000000000000000000000000087",
        "NON_STANDARD, 52210279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f8179851ae",
        "NON_STANDARD, 51",
    })
    void tellsScriptsApart(ScriptTemplate expected, String hex) {
        assertThat(ScriptTemplate.of(Bytes.ofHex(hex))).isEqualTo(expected);
    }

    @Test
    void callsTheEmptyScriptNonStandard() {
        assertThat(ScriptTemplate.of(Bytes.EMPTY)).isEqualTo(ScriptTemplate.NON_STANDARD);
    }
}
