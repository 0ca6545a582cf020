package dev.usher.scim.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLimitsTest {
  private static final JsonFactory FACTORY = JsonLimits.factory();
  private static final ObjectMapper MAPPER = new ObjectMapper(FACTORY);

  private static JsonNode read(byte[] text) throws IOException {
    try (JsonParser parser = new CountingParser(FACTORY.createParser(text))) {
      return MAPPER.readTree(parser);
    }
  }

  private static JsonNode read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  /** An array of so many elements, which is two tokens more. */
  private static String list(String element, int elements) {
    return "[" + (element + ",").repeat(elements - 1) + element + "]";
  }

  @Test
  void aTextOfAnyLengthMayHaveTheFreeTokensAndNoMore() throws Exception {
    assertThat(read(list("1", JsonLimits.FREE_TOKENS - 2))).hasSize(JsonLimits.FREE_TOKENS - 2);
    assertThatThrownBy(() -> read(list("1", JsonLimits.FREE_TOKENS)))
        .isInstanceOf(CountingParser.TooManyTokens.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]",
        "{\"a\":{\"a\":{\"a\":1}}}",
        "{\"a\":1}",
        "{}",
        "0.1",
        "\"a\"",
        "true"
      })
  void tokensThatAreDenseAreRefusedHoweverLongTheTextIs(String element) {
    int elements = 4_000_000 / element.length();
    assertThatThrownBy(() -> read(list(element, elements)))
        .isInstanceOf(CountingParser.TooManyTokens.class);
  }

  @Test
  void membersOfALargeGroupAreNotDense() throws Exception {
    String member = "{\"value\":\"0190a2f4-aaaa-7bbb-8ccc-dddddddddddd\"}";
    JsonNode group = read("{\"members\":" + list(member, 340_000) + "}");
    assertThat(group.get("members")).hasSize(340_000);
  }

  @Test
  void theOperationsOfALargeBulkAreNotDense() throws Exception {
    String operation =
        "{\"method\":\"PATCH\",\"path\":\"/Users/0190a2f4-aaaa-7bbb-8ccc-dddddddddddd\",\"data\":"
            + "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":"
            + "[{\"op\":\"replace\",\"path\":\"active\",\"value\":false}]}}";
    assertThat(read("{\"Operations\":" + list(operation, 10_000) + "}").get("Operations"))
        .hasSize(10_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE"})
  void tokensAreCountedInEveryEncoding(String charset) {
    byte[] text = list("[]", 200_000).getBytes(Charset.forName(charset));
    assertThatThrownBy(() -> read(text)).isInstanceOf(CountingParser.TooManyTokens.class);
  }

  @Test
  void skippedTokensAreCountedToo() throws Exception {
    String text = list("[]", JsonLimits.FREE_TOKENS);
    try (JsonParser parser = new CountingParser(FACTORY.createParser(text))) {
      parser.nextToken();
      assertThatThrownBy(parser::skipChildren).isInstanceOf(CountingParser.TooManyTokens.class);
    }
  }

  @Test
  void depthNamesAndNumbersAreLimited() throws Exception {
    int depth = JsonLimits.MAX_DEPTH;
    assertThat(read("[".repeat(depth) + "]".repeat(depth))).isNotNull();
    assertThat(read("{\"" + "n".repeat(JsonLimits.MAX_NAME_LENGTH) + "\":1}")).hasSize(1);
    assertThatThrownBy(() -> read("[".repeat(depth + 1) + "]".repeat(depth + 1)))
        .isInstanceOf(StreamConstraintsException.class);
    assertThatThrownBy(() -> read("{\"" + "n".repeat(JsonLimits.MAX_NAME_LENGTH + 1) + "\":1}"))
        .isInstanceOf(StreamConstraintsException.class);
    assertThatThrownBy(() -> read("1".repeat(JsonLimits.MAX_NUMBER_LENGTH + 1)))
        .isInstanceOf(StreamConstraintsException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "-1.5E-400", "1e+0000000000000000000001", "0e0", "1e308", "1.5"})
  void aNumberThatCanBeCalculatedWithIsRead(String number) throws Exception {
    try (JsonParser parser = new CountingParser(FACTORY.createParser("[" + number + "]"))) {
      JsonNode read =
          MAPPER
              .readerFor(JsonNode.class)
              .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
              .readTree(parser);
      assertThat(read.get(0).decimalValue()).isEqualByComparingTo(number);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e401",
        "1E-401",
        "1e999999999",
        "1e2147483648",
        "1e-2147483649",
        "1e99999999999",
        "-0.0E-99999999999",
        "1e00000000000000099999999999"
      })
  void aNumberWithALargeExponentIsRefusedWhereItStands(String number) {
    for (String text : new String[] {"[%s]", "{\"a\": %s}", "{\"a\": {\"b\": [%s]}}"}) {
      assertThatThrownBy(() -> read(text.formatted(number)))
          .isInstanceOf(StreamConstraintsException.class);
    }
  }

  @Test
  void theHeapOfATreeIsBoundedByTheLengthOfItsText() {
    assertThat(JsonLimits.treeBytes(1_000)).isEqualTo(74_000);
    assertThat(JsonLimits.treeBytes(16 << 20)).isEqualTo(11L * (16 << 20));
    assertThat(JsonLimits.treeBytes(1 << 20)).isEqualTo(11L << 20);
  }
}
