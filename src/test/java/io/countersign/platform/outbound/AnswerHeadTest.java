package io.countersign.platform.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerHeadTest {

    @Test
    void waitsForTheWholeHead() {
        assertThat(AnswerHead.read("HTTP/1.1 429 Too Many\r\nRetry-After: 12\r\n"))
                .isEmpty();
        assertThat(AnswerHead.read("HTTP/1.1 429 Too Many\r\nX: y\r\nRETRY-AFTER:  12 \r\n\r\nbody"))
                .contains(new AnswerHead(429, "12"));
        assertThat(AnswerHead.read("HTTP/1.0 204\n\n")).contains(new AnswerHead(204, null));
    }

    @Test
    void passesOverInterimAnswers() {
        String answers = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n";

        assertThat(AnswerHead.read(answers)).contains(new AnswerHead(200, null));
        assertThat(AnswerHead.read("HTTP/1.1 100 Continue\r\n\r\n")).isEmpty();
        assertThat(AnswerHead.readCut("HTTP/1.1 100 Continue\r\n\r\n")).isEmpty();
    }

    @Test
    void takesAStatusLineWhoseHeadIsCutOff() {
        assertThat(AnswerHead.readCut("HTTP/1.1 500 No\r\nX: " + "y".repeat(4_000)))
                .contains(new AnswerHead(500, null));
        assertThat(AnswerHead.readCut("HTTP/1.1 500 No")).isEmpty();
    }

    @Test
    void knowsWhatCanNotBecomeAnAnswer() {
        assertThat(AnswerHead.isHopeless("")).isFalse();
        assertThat(AnswerHead.isHopeless("HTT")).isFalse();
        assertThat(AnswerHead.isHopeless("HTTP/1.1 20")).isFalse();
        assertThat(AnswerHead.isHopeless("SSH-2.0-x")).isTrue();
        assertThat(AnswerHead.isHopeless("HTTP/2 200\r\n")).isTrue();
        assertThat(AnswerHead.isHopeless("HTTP/1.1 2000 OK\r\n")).isTrue();
        assertThat(AnswerHead.isHopeless("\r\n")).isTrue();
        assertThat(AnswerHead.isHopeless("\u0016\u0003\u0001")).isTrue();
    }
}
