package io.countersign.platform.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.MalformedException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    private static final AddressRules PUBLIC = new AddressRules(false, List.of());
    private static final AddressRules INSIDE =
            new AddressRules(true, List.of(Cidr.parse("10.1.0.0/16"), Cidr.parse("fd00:1::/32")));

    /** First and last addresses of the ranges, each range by its registry. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.255.255.255",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.255",
                "169.254.0.0",
                "169.254.169.254",
                "169.254.255.255",
                "172.16.0.0",
                "172.31.255.255",
                "192.0.0.0",
                "192.0.0.9",
                "192.0.0.255",
                "192.0.2.1",
                "192.31.196.1",
                "192.52.193.1",
                "192.88.99.1",
                "192.168.0.0",
                "192.168.255.255",
                "192.175.48.1",
                "198.18.0.0",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.0",
                "255.255.255.254",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:8.8.8.8",
                "::ffff:0:127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::808:808",
                "64:ff9b:1::1",
                "64:ff9b:1:ffff::1",
                "100::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:2::1",
                "2001:10::1",
                "2001:20::1",
                "2001:1ff:ffff::1",
                "2001:db8::1",
                "2002::1",
                "2002:7f00:1::",
                "2002:808:808::1",
                "2620:4f:8000::1",
                "3ffe::1",
                "3fff::1",
                "3fff:fff:ffff::1",
                "4000::1",
                "5f00::1",
                "fc00::1",
                "fd00::1",
                "fdff:ffff::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "feff::1",
                "ff02::1",
                "ffff::1"
            })
    void refusesEveryAddressThatIsNoneOfThePublicInternet(String address) {
        assertThat(PUBLIC.allows(AddressText.parse(address).orElseThrow(), 443)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2400::1",
                "2606:4700:4700::1111",
                "2a00:1450::1",
                "2003::1"
            })
    void allowsTheNeighboursOfTheRangesAtPort443Only(String address) {
        assertThat(PUBLIC.allows(AddressText.parse(address).orElseThrow(), 443)).isTrue();
        assertThat(PUBLIC.allows(AddressText.parse(address).orElseThrow(), 80)).isFalse();
        assertThat(PUBLIC.allows(AddressText.parse(address).orElseThrow(), 8443))
                .isFalse();
    }

    @Test
    void allowsAnyPortWithinTheNetworksOfTheConfiguration() throws UnknownHostException {
        assertThat(INSIDE.allows(InetAddress.getByName("10.1.2.3"), 8080)).isTrue();
        assertThat(INSIDE.allows(InetAddress.getByName("fd00:1::5"), 80)).isTrue();
        assertThat(INSIDE.allows(InetAddress.getByName("10.2.0.0"), 443)).isFalse();
        assertThat(INSIDE.allows(InetAddress.getByName("127.0.0.1"), 443)).isFalse();
        assertThat(INSIDE.allows(InetAddress.getByName("8.8.8.8"), 443)).isTrue();
        assertThat(INSIDE.allows(AddressText.parse("::ffff:10.1.2.3").orElseThrow(), 443))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.1/8",
                "fd00::/129",
                "x/8",
                "10.0.0.0/8/8",
                "10.0.0.0/-1"
            })
    void refusesNetworksThatAreNone(String text) {
        assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(MalformedException.class);
    }
}
