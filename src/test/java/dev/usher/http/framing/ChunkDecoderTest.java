package dev.usher.http.framing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ChunkDecoderTest {
  private static final long SEED = 20_260_713;
  private static final String NEXT = "GET / HTTP/1.1\r\n";

  /** The grammar of RFC 9112 §7.1, as an independent reading of a whole body. */
  private static final Pattern SIZE_LINE =
      Pattern.compile(
          "([0-9A-Fa-f]{1,16})[ \\t]*(;(?:[\\t\\x20\\x21\\x23-\\x7e\\x80-\\xff]"
              + "|\"(?:[\\t\\x20\\x21\\x23-\\x5b\\x5d-\\x7e\\x80-\\xff]"
              + "|\\\\[\\t\\x20-\\x7e\\x80-\\xff])*\")*)?\\r\\n");

  private static final Pattern TRAILERS =
      Pattern.compile("([-!#$%&'*+.^_`|~0-9A-Za-z]+:[\\t\\x20-\\x7e\\x80-\\xff]*\\r\\n)*\\r\\n");

  private record Result(Optional<String> data, int consumed, boolean refused) {
    static final Result REFUSED = new Result(Optional.empty(), 0, true);
  }

  @Test
  void aBodyIsTheSameHoweverItIsCut() {
    Random random = new Random(SEED);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder data = new StringBuilder();
      String body = body(random, data);
      Result whole = new Result(Optional.of(data.toString()), body.length(), false);
      String sent = body + NEXT;
      assertThat(decode(sent, sent.length(), random)).isEqualTo(whole);
      assertThat(decode(sent, 1, random)).isEqualTo(whole);
      assertThat(decode(sent, 1 + random.nextInt(20), random)).isEqualTo(whole);
    }
  }

  @Test
  void aMutatedBodyIsTakenExactlyWhenTheGrammarTakesIt() {
    Random random = new Random(SEED);
    int taken = 0;
    for (int i = 0; i < 50_000; i++) {
      StringBuilder body = new StringBuilder(body(random, new StringBuilder()));
      for (int n = random.nextInt(3); n >= 0; n--) {
        char c = "\r\n 0;\"\\aF:\t\u00e9\u0000".charAt(random.nextInt(13));
        int at = random.nextInt(body.length());
        switch (random.nextInt(3)) {
          case 0 -> body.setCharAt(at, c);
          case 1 -> body.insert(at, c);
          default -> body.deleteCharAt(at);
        }
      }
      Result expected = read(body.toString());
      Result found = decode(body.toString(), 1 + random.nextInt(50), random);
      if (expected.data().isPresent()) {
        taken++;
        assertThat(found).as(body.toString()).isEqualTo(expected);
      } else {
        assertThat(found.data()).as(body.toString()).isEmpty();
      }
    }
    assertThat(taken).isGreaterThan(5_000);
  }

  @Test
  void aCompleteBodyStaysComplete() {
    ChunkDecoder decoder = new ChunkDecoder();
    assertThat(decoder.decode(bytes("0\r\n\r\n"), ByteBuffer.allocate(10))).isTrue();
    ByteBuffer next = bytes(NEXT);
    assertThat(decoder.decode(next, ByteBuffer.allocate(20))).isTrue();
    assertThat(next.position()).isZero();
  }

  @Test
  void whatIsNoPartOfTheBodyIsBounded() {
    Random random = new Random(SEED);
    String extension = ";" + "a".repeat(ChunkDecoder.MOST_EXTENSION_BYTES - 1);
    assertThat(decode("1" + extension + "\r\na\r\n0\r\n\r\n", 99, random).data()).contains("a");
    assertThat(decode("1" + extension + "a", 99, random)).isEqualTo(Result.REFUSED);
    assertThat(decode("1" + " ".repeat(5_000), 99, random)).isEqualTo(Result.REFUSED);
    assertThat(decode(("1" + extension + "\r\na\r\n").repeat(17), 99, random))
        .isEqualTo(Result.REFUSED);
    assertThat(decode("0\r\n" + "a: b\r\n".repeat(2_000), 99, random)).isEqualTo(Result.REFUSED);
    assertThat(decode("0\r\n" + "a".repeat(9_000), 99, random)).isEqualTo(Result.REFUSED);
    assertThat(decode("0".repeat(17), 99, random)).isEqualTo(Result.REFUSED);
    assertThat(decode("8000000000000000\r\n", 99, random)).isEqualTo(Result.REFUSED);
    assertThat(decode("7fffffffffffffff\r\nabc", 99, random).refused()).isFalse();
  }

  private static String body(Random random, StringBuilder data) {
    StringBuilder body = new StringBuilder();
    for (int n = random.nextInt(4); n > 0; n--) {
      String chunk =
          "\r\n0;ab\u00e9\u0000".repeat(1 + random.nextInt(3)).substring(random.nextInt(7));
      data.append(chunk);
      body.append(size(random, chunk.length())).append(chunk).append("\r\n");
    }
    body.append(size(random, 0));
    for (int n = random.nextInt(3); n > 0; n--) {
      body.append("Trailer-").append(n).append(": value\r\n");
    }
    return body.append("\r\n").toString();
  }

  private static String size(Random random, int size) {
    String digits = "0".repeat(random.nextInt(3)) + Integer.toHexString(size);
    String[] extensions = {"", "", " ", ";a", ";a=b", " ; a = \"b;\\\"c\" ;d", ";\"\""};
    return (random.nextBoolean() ? digits : digits.toUpperCase(Locale.ROOT))
        + extensions[random.nextInt(extensions.length)]
        + "\r\n";
  }

  /** Feeds at most so many bytes at a time. */
  private static Result decode(String body, int most, Random random) {
    ChunkDecoder decoder = new ChunkDecoder();
    ByteBuffer data = ByteBuffer.allocate(body.length());
    int consumed = 0;
    try {
      while (consumed < body.length()) {
        int end = Math.min(body.length(), consumed + 1 + random.nextInt(most));
        ByteBuffer piece = bytes(body.substring(consumed, end));
        boolean complete = decoder.decode(piece, data);
        consumed += piece.position();
        if (complete) {
          return new Result(Optional.of(text(data)), consumed, false);
        }
        assertThat(piece.hasRemaining()).isFalse();
      }
      return new Result(Optional.empty(), consumed, false);
    } catch (RefusedRequest refused) {
      assertThat(refused.status()).isEqualTo(400);
      return Result.REFUSED;
    }
  }

  private static Result read(String body) {
    StringBuilder data = new StringBuilder();
    int at = 0;
    while (true) {
      Matcher line = SIZE_LINE.matcher(body).region(at, body.length());
      if (!line.lookingAt()) {
        return Result.REFUSED;
      }
      long size = Long.parseUnsignedLong(line.group(1), 16);
      at = line.end();
      if (size == 0) {
        Matcher trailers = TRAILERS.matcher(body).region(at, body.length());
        return trailers.lookingAt()
            ? new Result(Optional.of(data.toString()), trailers.end(), false)
            : Result.REFUSED;
      }
      if (size > body.length() || size < 0 || !body.startsWith("\r\n", at + (int) size)) {
        return Result.REFUSED;
      }
      data.append(body, at, at + (int) size);
      at += (int) size + 2;
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String text(ByteBuffer data) {
    return new String(data.array(), 0, data.position(), StandardCharsets.ISO_8859_1);
  }
}
