package io.countersign.platform.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Threat C1: no URL and no name brings the server to an address that is not allowed. What is judged is the socket: where it was told
 * to connect to. (Forms that are no URL of a webhook at all are in {@link TargetTest}.)
 */
class HostileTargetTest {

    private static final byte[] PUBLIC = {93, (byte) 184, (byte) 216, 34};

    private static final List<String> FORBIDDEN = List.of(
            "0.0.0.0",
            "10.0.0.1",
            "10.255.255.255",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.1.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.0.192",
            "192.0.2.1",
            "192.31.196.1",
            "192.52.193.1",
            "192.88.99.1",
            "192.168.0.1",
            "192.168.255.255",
            "192.175.48.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:7f00:1",
            "::ffff:a9fe:a9fe",
            "::ffff:0:7f00:1",
            "64:ff9b::7f00:1",
            "64:ff9b::a00:1",
            "64:ff9b::808:808",
            "64:ff9b:1::a00:1",
            "100::1",
            "2001::1",
            "2001:0:4136:e378:8000:63bf:3fff:fdd2",
            "2001:2::1",
            "2001:10::1",
            "2001:20::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "2002:a00:1::1",
            "2002:c0a8:101::1",
            "2620:4f:8000::1",
            "3ffe::1",
            "3fff::1",
            "4000::1",
            "5f00::1",
            "8000::1",
            "fc00::1",
            "fd00::1",
            "fd00:ec2::254",
            "fdff:ffff:ffff::1",
            "fe80::1",
            "fe80::a9fe:a9fe",
            "febf::1",
            "fec0::1",
            "feff::1",
            "ff02::1",
            "ff05::2",
            "ff0e::1");

    private final OutboundFixture outbound =
            new OutboundFixture(false, List.of(), Tls.client(), Duration.ofSeconds(5), address -> null);

    @AfterEach
    void stop() {
        outbound.close();
    }

    @Test
    void reachesNoForbiddenAddressByNumberNameAliasOrAmongOthers() throws UnknownHostException {
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < FORBIDDEN.size(); i++) {
            String text = FORBIDDEN.get(i);
            byte[] address = AddressText.parse(text).orElseThrow().toArray();
            urls.add("https://" + (text.contains(":") ? "[" + text + "]" : text) + "/");
            outbound.dns.answer("n" + i + ".example", address);
            outbound.dns.answerByAlias("a" + i + ".example", "alias.example", address);
            outbound.dns.answer("m" + i + ".example", PUBLIC, address);
            outbound.dns.answer("o" + i + ".example", address, PUBLIC);
            String number = i + ".example/";
            Stream.of("n", "a", "m", "o").forEach(kind -> urls.add("https://" + kind + number));
        }

        for (String url : urls) {
            assertThat(outbound.post(url).error()).as(url).isEqualTo(AttemptError.ADDRESS_NOT_ALLOWED);
        }

        assertThat(urls).hasSizeGreaterThan(250);
        assertThat(outbound.sockets.connects()).isEmpty();
    }

    @Test
    void reachesNoForbiddenAddressOfANameThatChangesItsAnswerEachTime() throws UnknownHostException {
        for (String text : FORBIDDEN) {
            outbound.dns.answer("flips.example", PUBLIC);
            outbound.dns.answer(
                    "flips.example", AddressText.parse(text).orElseThrow().toArray());
        }

        for (int i = 0; i < FORBIDDEN.size(); i++) {
            assertThat(outbound.post("https://flips.example/").error()).isEqualTo(AttemptError.CONNECT_FAILED);
            assertThat(outbound.post("https://flips.example/").error()).isEqualTo(AttemptError.ADDRESS_NOT_ALLOWED);
        }

        assertThat(outbound.sockets.connects()).hasSize(FORBIDDEN.size()).allSatisfy(address -> assertThat(
                        address.getAddress().getAddress())
                .isEqualTo(PUBLIC));
    }

    @Test
    void reachesThePublicInternetAtPort443OverTlsOnly() throws UnknownHostException {
        outbound.dns.answer("public.example", PUBLIC);

        for (String url : List.of(
                "http://public.example/",
                "http://public.example:443/",
                "https://public.example:80/",
                "https://public.example:8443/",
                "https://93.184.216.34:22/",
                "http://93.184.216.34/")) {
            assertThat(outbound.post(url).error()).as(url).isEqualTo(AttemptError.ADDRESS_NOT_ALLOWED);
        }
        assertThat(outbound.sockets.connects()).isEmpty();
        assertThat(outbound.post("https://public.example/").error()).isEqualTo(AttemptError.CONNECT_FAILED);
        assertThat(outbound.sockets.connects()).hasSize(1);
    }

    @Test
    void failsClosedWhereANameHasNoAddressOrNobodyAnswers() {
        assertThat(outbound.post("https://missing.example/").error()).isEqualTo(AttemptError.CONNECT_FAILED);
        outbound.dns.answer("empty.example");
        assertThat(outbound.post("https://empty.example/").error()).isEqualTo(AttemptError.CONNECT_FAILED);
        assertThat(outbound.sockets.connects()).isEmpty();
    }

    @Test
    void reachesNeitherItsOwnSocketNorItsDatabasesWithinAllowedNetworks() throws UnknownHostException {
        try (OutboundFixture inside = new OutboundFixture(
                true,
                List.of("127.0.0.0/8", "0.0.0.0/0", "::/0"),
                Tls.client(),
                Duration.ofSeconds(5),
                address -> null)) {
            inside.dns
                    .answer("self.example", new byte[] {127, 0, 0, 1})
                    .answer("self6.example", InetAddress.getByName("::1").getAddress())
                    .answer("database.example", new byte[] {10, 1, 2, 3})
                    .answer("alias.of.database.example", PUBLIC, new byte[] {10, 1, 2, 3});

            for (String url : List.of(
                    "http://127.0.0.1:%d/".formatted(OutboundFixture.OWN_PORT),
                    "http://127.9.9.9:%d/".formatted(OutboundFixture.OWN_PORT),
                    "http://0.0.0.0:%d/".formatted(OutboundFixture.OWN_PORT),
                    "http://[::1]:%d/".formatted(OutboundFixture.OWN_PORT),
                    "http://[::]:%d/".formatted(OutboundFixture.OWN_PORT),
                    "http://[::ffff:127.0.0.1]:%d/".formatted(OutboundFixture.OWN_PORT),
                    "http://self.example:%d/".formatted(OutboundFixture.OWN_PORT),
                    "http://self6.example:%d/".formatted(OutboundFixture.OWN_PORT),
                    "http://%s:%d/".formatted(ownAddress(), OutboundFixture.OWN_PORT),
                    "http://127.0.0.1:%d/".formatted(OutboundFixture.DATABASE_PORT),
                    "http://127.0.0.2:%d/".formatted(OutboundFixture.DATABASE_PORT),
                    "http://database.example:%d/".formatted(OutboundFixture.DATABASE_PORT),
                    "http://10.1.2.3:%d/".formatted(OutboundFixture.DATABASE_PORT),
                    "http://alias.of.database.example:%d/".formatted(OutboundFixture.DATABASE_PORT))) {
                assertThat(inside.post(url).error()).as(url).isEqualTo(AttemptError.ADDRESS_NOT_ALLOWED);
            }
            assertThat(inside.sockets.connects()).isEmpty();
            assertThat(inside.post("http://127.0.0.1:18081/").error()).isEqualTo(AttemptError.CONNECT_FAILED);
            assertThat(inside.sockets.connects()).hasSize(1);
        }
    }

    @Test
    void takesWhatCanNotBeFoundOutOfTheDatabaseForForbidden() {
        try (OutboundFixture inside = new OutboundFixture(
                true, List.of("10.0.0.0/8"), Tls.client(), Duration.ofSeconds(5), address -> null)) {
            assertThat(inside.post("http://10.9.9.9:%d/".formatted(OutboundFixture.DATABASE_PORT))
                            .error())
                    .isEqualTo(AttemptError.ADDRESS_NOT_ALLOWED);
            assertThat(inside.sockets.connects()).isEmpty();
        }
    }

    @Test
    void ignoresTheProxySettingsOfTheJavaVirtualMachine() {
        System.setProperty("https.proxyHost", "127.0.0.1");
        System.setProperty("https.proxyPort", "3128");
        System.setProperty("socksProxyHost", "127.0.0.1");
        try {
            outbound.dns.answer("public.example", PUBLIC);
            assertThat(outbound.post("https://public.example/").error()).isEqualTo(AttemptError.CONNECT_FAILED);
            assertThat(outbound.sockets.connects())
                    .extracting(address -> address.getAddress().getAddress())
                    .containsExactly(PUBLIC);
        } finally {
            List.of("https.proxyHost", "https.proxyPort", "socksProxyHost").forEach(System::clearProperty);
        }
    }

    private static String ownAddress() throws UnknownHostException {
        return InetAddress.getLocalHost().getHostAddress();
    }
}
