package dev.usher.scim.version;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which entity tags name a version. */
class ETagsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "W/\"1\"",
        "\"1\"",
        "1",
        "*",
        "W/\"1-gzip\"",
        "\"1-gzip\"",
        "\"1--gzip\"",
        "\"1;gzip\"",
        "W/\"1;gzip\"",
        "W/\"1-br\"",
        "\"1-zstd\"",
        "\"1-deflate\"",
        "\"1-x-gzip\"",
        "\"1-gzip-gzip\"",
        "W/\"2\", W/\"1\"",
        "\"7\",\"1\"",
        "\"2-gzip\" , \"1-gzip\"",
        "W/\"7\", *"
      })
  void theTagOfTheVersionMatchesAlsoWithWhatAProxyAppends(String header) {
    assertThat(ETags.matches(header, 1)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "W/\"2\"",
        "\"11\"",
        "\"-gzip\"",
        "\"1-\"",
        "\"1gzip\"",
        "\"1-gz\"",
        "\"1-1\"",
        "\"2-gzip\"",
        "\"gzip\"",
        "\"1-gzip1\"",
        "\"0x1\"",
        "W/\"2\", W/\"3\"",
        "\"01\""
      })
  void anotherTagDoesNot(String header) {
    assertThat(ETags.matches(header, 1)).isFalse();
  }
}
