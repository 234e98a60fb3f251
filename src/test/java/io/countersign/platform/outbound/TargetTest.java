package io.countersign.platform.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @Test
    void takesAUrlApartAndNamesTheHostAsTheFieldHasIt() {
        Target named = Target.parse("https://Hooks.Example.com/a%20b?c=d%26e");
        Target numbered = Target.parse("http://[2001:db8::1]:8080");

        assertThat(named.host()).isEqualTo("hooks.example.com");
        assertThat(named.port()).isEqualTo(443);
        assertThat(named.pathAndQuery()).isEqualTo("/a%20b?c=d%26e");
        assertThat(named.hostField()).isEqualTo("hooks.example.com");
        assertThat(named.literal()).isEmpty();
        assertThat(numbered.hostField()).isEqualTo("[2001:db8::1]:8080");
        assertThat(numbered.pathAndQuery()).isEqualTo("/");
        assertThat(numbered.literal().orElseThrow().toHex()).isEqualTo("20010db8000000000000000000000001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "//example.com/",
                "ftp://example.com/",
                "file:///etc/passwd",
                "gopher://example.com/_x",
                "javascript:alert(1)",
                "https:example.com",
                "https:///path",
                "https://",
                "https://user@example.com/",
                "https://user:secret@example.com/",
                "https://@example.com/",
                "https://example.com@127.0.0.1/",
                "https://127.0.0.1\\@example.com/",
                "https://example.com\\.evil.test/",
                "https://example.com/#fragment",
                "https://example.com./",
                "https://exa mple.com/",
                "https://example.com/a b",
                "https://example.com/\r\nX: y",
                "https://example.com/\u0000",
                "https://ex%61mple.com/",
                "https://%31%32%37.0.0.1/",
                "https://under_score.example.com/",
                "https://-a.example.com/",
                "https://a..example.com/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.1/",
                "https://0x/",
                "https://017700000001/",
                "https://0177.0.0.1/",
                "https://127.1/",
                "https://127.0.1/",
                "https://127.0.0.1./",
                "https://127.0.0.01/",
                "https://127.0.0.256/",
                "https://1.2.3.4.5/",
                "https://[::1/",
                "https://[::1%25eth0]/",
                "https://[fe80::1%eth0]/",
                "https://[1::2::3]/",
                "https://[::g]/",
                "https://[v1.x]/",
                "https://[::127.0.0.1.5]/",
                "https://\u2460\u2461\u2466.0.0.1/",
                "https://\uFF11\uFF12\uFF17.0.0.1/",
                "https://ex\u00e4mple.com/",
                "https://127\u30020\u30020\u30021/",
                "https://example.com:/",
                "https://example.com:0/",
                "https://example.com:65536/",
                "https://example.com:443x/",
                "https://example.com:-1/",
                "https://example.com:80:443/"
            })
    void refusesEveryOtherForm(String text) {
        assertThatThrownBy(() -> Target.parse(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThatThrownBy(() -> Target.parse("https://example.com/" + "a".repeat(2_000)))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Target.parse("https://" + "a.".repeat(130) + "com/"))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Target.parse("https://" + "a".repeat(64) + ".com/"))
                .isInstanceOf(MalformedException.class);
    }
}
