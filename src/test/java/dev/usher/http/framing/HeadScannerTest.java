package dev.usher.http.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadScannerTest {
  private static final int MOST_BYTES = 1_000;
  private static final int MOST_FIELDS = 10;
  private static final long SEED = 20_260_713;

  @Test
  void theEndOfAHeadIsFoundAndNothingBehindItIsTaken() {
    String head = "GET /a?b HTTP/1.1\r\nHost: x\r\n\r\n";
    HeadScanner scanner = scan(head);
    assertThat(scanner.bytes()).isEqualTo(head.length());
    assertThat(scanner.leadingBytes()).isZero();
    assertThat(scanner.method()).contains("GET");
    assertThat(scanner.bodyLength()).isEqualTo(BodyLength.NONE);
  }

  @Test
  void emptyLinesInFrontAreCountedApart() {
    String head = "\r\n\r\nGET / HTTP/1.0\r\n\r\n";
    HeadScanner scanner = scan(head);
    assertThat(scanner.leadingBytes()).isEqualTo(4);
    assertThat(scanner.bytes()).isEqualTo(head.length());
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Length: 12, false, 12",
    "content-length:0, false, 0",
    "CONTENT-LENGTH: 007 , false, 7",
    "Content-Length:\t7\t, false, 7",
    "Transfer-Encoding: chunked, true, 0",
    "transfer-encoding: CHUNKED, true, 0",
    "X-Content-Length: 5, false, 0",
    "Content-Length-X: 5, false, 0",
  })
  void theLengthOfTheBodyIsRead(String field, boolean chunked, long bytes) {
    for (String method :
        new String[] {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}) {
      assertThat(scan(method + " / HTTP/1.1\r\nHost: x\r\n" + field + "\r\n\r\n").bodyLength())
          .isEqualTo(new BodyLength(chunked, bytes));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "CONNECT", "PRI", "QUERY", "get", "GETS", "!#$%&'*+-.^_`|~"})
  void anotherMethodIs501(String method) {
    RefusedRequest refusal = refusal(method + " / HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(refusal.status()).isEqualTo(501);
    assertThat(refusal.detail()).contains("GET, HEAD, POST");
  }

  @ParameterizedTest
  @CsvSource({"HTTP/2.0", "HTTP/1.2", "http/1.1", "HTTP/01.1", "x"})
  void anotherVersionIs505(String version) {
    assertThat(refusal("GET / " + version + "\r\nHost: x\r\n\r\n").status()).isEqualTo(505);
  }

  @Test
  void eachPartIsBounded() {
    String line = "GET / HTTP/1.1\r\nHost: x\r\n";
    assertThat(refusal("GET /" + "a".repeat(MOST_BYTES)).status()).isEqualTo(414);
    assertThat(refusal(line + "A: " + "b".repeat(MOST_BYTES)).status()).isEqualTo(431);
    assertThat(refusal(line + "A: b\r\n".repeat(MOST_FIELDS)).status()).isEqualTo(431);
    assertThat(scan(line + "A: b\r\n".repeat(MOST_FIELDS - 1) + "\r\n").method()).isPresent();
    assertThat(refusal("\r\n".repeat(HeadScanner.MOST_EMPTY_LINES + 1)).status()).isEqualTo(400);
  }

  @Test
  void noControlCharacterPassesAnywhere() {
    String head = "GET /a HTTP/1.1\r\nHost: x\r\nA: b c\r\n\r\n";
    for (int at = 0; at < head.length(); at++) {
      for (char control : new char[] {0, 1, '\n', '\r', 0x0b, 0x0c, 0x1f, 0x7f}) {
        String broken = head.substring(0, at) + control + head.substring(at);
        boolean harmless = at == 0 && control == '\r' || broken.startsWith(head);
        if (!harmless) {
          assertThat(refusal(broken).status()).as("%s at %s", (int) control, at).isEqualTo(400);
        }
      }
    }
  }

  /** What an independent pattern of the whole head says. */
  @Test
  void aMutatedHeadPassesOnlyWhenItIsWellFormed() {
    Random random = new Random(SEED);
    int passed = 0;
    for (int i = 0; i < 50_000; i++) {
      StringBuilder head =
          new StringBuilder("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nA: b\r\n\r\n");
      for (int n = random.nextInt(3); n >= 0; n--) {
        char c = " \t\r\n:;,aG5/\u00e9\u0000".charAt(random.nextInt(13));
        int at = random.nextInt(head.length());
        switch (random.nextInt(3)) {
          case 0 -> head.setCharAt(at, c);
          case 1 -> head.insert(at, c);
          default -> head.deleteCharAt(at);
        }
      }
      if (passes(head.toString())) {
        passed++;
        assertThat(head.toString())
            .matches(
                "(?s)(\\r\\n){0,4}(GET|POST) [\\x21-\\x7e\\x80-\\xff]+ HTTP/1\\.[01]\\r\\n"
                    + "([-0-9A-Za-z]+:[\\t \\x21-\\x7e\\x80-\\xff]*\\r\\n)*\\r\\n.*");
      }
    }
    assertThat(passed).isGreaterThan(5_000);
  }

  private static boolean passes(String head) {
    HeadScanner scanner = new HeadScanner(MOST_BYTES, MOST_FIELDS);
    try {
      for (byte b : head.getBytes(StandardCharsets.ISO_8859_1)) {
        if (scanner.accept(b)) {
          return true;
        }
      }
      return false;
    } catch (RefusedRequest refused) {
      return false;
    }
  }

  private static HeadScanner scan(String head) {
    HeadScanner scanner = new HeadScanner(MOST_BYTES, MOST_FIELDS);
    byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < bytes.length; i++) {
      assertThat(scanner.accept(bytes[i])).isEqualTo(i == bytes.length - 1);
    }
    return scanner;
  }

  private static RefusedRequest refusal(String head) {
    HeadScanner scanner = new HeadScanner(MOST_BYTES, MOST_FIELDS);
    RefusedRequest refusal =
        catchThrowableOfType(
            RefusedRequest.class,
            () -> {
              for (byte b : head.getBytes(StandardCharsets.ISO_8859_1)) {
                scanner.accept(b);
              }
            });
    assertThat(refusal).as(head).isNotNull();
    return refusal;
  }
}
