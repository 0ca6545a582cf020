package dev.usher.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SourceAddressPropertyTest {
  private static final String SEED = "20260713";

  @Property(seed = SEED)
  void anAddressIsReadAsTheJdkReadsIt(@ForAll("addresses") byte[] bytes) throws Exception {
    InetAddress address = InetAddress.getByAddress(bytes);
    IpAddress read = IpAddress.parse(address.getHostAddress()).orElseThrow();
    assertThat(InetAddress.getByName(read.toString())).isEqualTo(address);
    assertThat(IpAddress.parse(read.toString())).contains(read);
  }

  @Property(seed = SEED)
  void aNetworkHasTheAddressesWithItsPrefix(
      @ForAll("addresses") byte[] network,
      @ForAll("addresses") byte[] other,
      @ForAll @IntRange(max = 128) int length)
      throws Exception {
    int bits = network.length * 8;
    int prefix = Math.min(length, bits);
    String text = InetAddress.getByAddress(network).getHostAddress() + "/" + prefix;
    AddressRange range = AddressRange.parse(text).orElseThrow();
    boolean inside =
        network.length == other.length
            && new BigInteger(1, network)
                .shiftRight(bits - prefix)
                .equals(new BigInteger(1, other).shiftRight(bits - prefix));
    assertThat(range.contains(address(other))).isEqualTo(inside);
    assertThat(range.contains(address(network))).isTrue();
    assertThat(AddressRange.parse(range.toString())).contains(range);
  }

  /**
   * The walk in other words: all trusted ones are cut off the end, the last that is left counts.
   */
  @Property(seed = SEED)
  void theSourceIsTheLastAddressThatIsNotTrusted(
      @ForAll @Size(max = 8) List<@From("hops") String> hops, @ForAll("cuts") List<Integer> cuts) {
    SourceAddress source = new SourceAddress(List.of("10.0.0.0/8", "::1"));
    List<String> reversed = new ArrayList<>(hops);
    Collections.reverse(reversed);
    String expected = "10.0.0.1";
    for (String hop : reversed) {
      if (hop.isEmpty() || hop.equals("unknown")) {
        break;
      }
      expected = hop.replaceAll(":80$", "").replace("::ffff:", "");
      if (!hop.startsWith("10.") && !hop.contains(":10.")) {
        break;
      }
    }
    assertThat(source.of("10.0.0.1", lines(hops, cuts))).isEqualTo(expected);
    assertThat(source.of("192.0.2.1", lines(hops, cuts))).isEqualTo("192.0.2.1");
  }

  @Property(seed = SEED)
  void whateverAClientSendsTheSourceIsAnAddress(@ForAll List<String> lines) {
    SourceAddress source = new SourceAddress(List.of("0.0.0.0/0", "::/0"));
    assertThat(IpAddress.parse(source.of("127.0.0.1", lines))).isPresent();
  }

  @Example
  void aHopMayHaveAPort() {
    SourceAddress source = new SourceAddress(List.of("127.0.0.1"));
    List.of("203.0.113.9", "203.0.113.9:1", "[::ffff:203.0.113.9]:65535", "::FFFF:203.0.113.9")
        .forEach(hop -> assertThat(source.of("127.0.0.1", List.of(hop))).isEqualTo("203.0.113.9"));
    List.of("2001:db8::1", "[2001:db8::1]", "[2001:DB8:0:0::1]:443")
        .forEach(hop -> assertThat(source.of("127.0.0.1", List.of(hop))).isEqualTo("2001:db8::1"));
    List.of(
            "localhost",
            "1.2.3",
            "1.2.3.256",
            "01.2.3.4",
            "0x1.2.3.4",
            "1.2.3.4:x",
            "[1.2.3.4",
            "",
            "_x")
        .forEach(hop -> assertThat(source.of("127.0.0.1", List.of(hop))).isEqualTo("127.0.0.1"));
    List.of("fe80::1%eth0", "1::2::3", ":::", "g::1", ".:1", "1:2:3:4:5:6:7", ":1")
        .forEach(hop -> assertThat(source.of("127.0.0.1", List.of(hop))).isEqualTo("127.0.0.1"));
  }

  @Example
  void thePeerIsShownInItsCanonicalForm() {
    SourceAddress source = new SourceAddress(List.of());
    assertThat(source.of("0:0:0:0:0:0:0:1", List.of("203.0.113.9"))).isEqualTo("::1");
    assertThat(source.of("fe80:0:0:0:0:0:0:1%eth0", List.of())).isEqualTo("fe80::1");
    assertThat(source.of("::ffff:192.0.2.1", List.of())).isEqualTo("192.0.2.1");
  }

  @Example
  void aPeerInATrustedNetworkIsAProxy() {
    SourceAddress source = new SourceAddress(List.of("10.0.0.0/8", "::1", "fe80::/10"));
    assertThat(List.of("10.1.2.3", "::ffff:10.1.2.3", "0:0:0:0:0:0:0:1", "fe80:0:0:0:0:0:0:1%2"))
        .allMatch(source::isTrusted);
    assertThat(List.of("11.1.2.3", "::2", "localhost", "")).noneMatch(source::isTrusted);
  }

  @Example
  void theWalkIsBounded() {
    SourceAddress source = new SourceAddress(List.of("127.0.0.0/8"));
    String hops = "203.0.113.9" + ",127.0.0.2".repeat(SourceAddress.MOST_HOPS - 1);
    assertThat(source.of("127.0.0.1", List.of(hops))).isEqualTo("203.0.113.9");
    assertThat(source.of("127.0.0.1", List.of(hops + ",127.0.0.2"))).isEqualTo("127.0.0.2");
    assertThat(source.of("127.0.0.1", Collections.nCopies(50_000, "127.0.0.2")))
        .isEqualTo("127.0.0.2");
  }

  @Example
  void aMappedNetworkIsTheIpv4Network() {
    assertThat(AddressRange.parse("::ffff:10.0.0.0/104"))
        .isEqualTo(AddressRange.parse("10.0.0.0/8"));
    assertThat(AddressRange.parse("::ffff:10.0.0.0/95")).isEmpty();
  }

  @Example
  void whatIsNoNetworkIsRefused() {
    List.of("10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/08", "::/129", "proxy", "", "/8")
        .forEach(
            text -> {
              assertThat(AddressRange.parse(text)).as(text).isEmpty();
              assertThatIllegalArgumentException()
                  .isThrownBy(() -> new SourceAddress(List.of(text)));
            });
  }

  @Provide
  Arbitrary<byte[]> addresses() {
    Arbitrary<Byte> some = Arbitraries.of((byte) 0, (byte) 1, (byte) 10, (byte) 0x80, (byte) 0xff);
    return Arbitraries.oneOf(
        some.array(byte[].class).ofSize(4),
        some.array(byte[].class).ofSize(16).filter(bytes -> bytes[0] != 0));
  }

  @Provide
  Arbitrary<String> hops() {
    return Arbitraries.frequencyOf(
        Tuple.of(6, Arbitraries.integers().between(0, 255).map(i -> "10.1.2." + i)),
        Tuple.of(1, Arbitraries.of("10.1.2.3:80", "::ffff:10.9.9.9")),
        Tuple.of(1, Arbitraries.of("203.0.113.9", "203.0.113.9:80")),
        Tuple.of(1, Arbitraries.of("unknown", "")));
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 8), Arbitraries.integers().between(0, 8))
        .as((a, b) -> List.of(Math.min(a, b), Math.max(a, b)));
  }

  /** The hops in up to three lines. */
  private static List<String> lines(List<String> hops, List<Integer> cuts) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int cut : List.of(cuts.get(0), cuts.get(1), hops.size())) {
      int to = Math.min(cut, hops.size());
      if (to > from) {
        lines.add(String.join(" , ", hops.subList(from, to)));
        from = to;
      }
    }
    return lines;
  }

  private static IpAddress address(byte[] bytes) throws Exception {
    return IpAddress.parse(InetAddress.getByAddress(bytes).getHostAddress()).orElseThrow();
  }
}
