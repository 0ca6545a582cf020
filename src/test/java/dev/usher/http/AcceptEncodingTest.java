package dev.usher.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptEncodingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip",
        "GZip",
        "x-gzip",
        "deflate, gzip",
        "gzip, deflate, br;q=0",
        "gzip;q=0.5",
        "gzip ; q = 1.000",
        "gzip;q=0.001, identity;q=0",
        "gzip, identity",
        "*",
        "*;q=0.1",
        "br, *;q=0.1",
        "gzip, *;q=0",
        "identity;q=0.5, *",
        ",, gzip ,",
      })
  void gzipIsWanted(String field) {
    assertThat(AcceptEncoding.prefersGzip(List.of(field))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "identity",
        "br, deflate",
        "gzip;q=0",
        "gzip;q=0.0",
        "gzip;Q=0.000",
        "gzip;q=0, *",
        "*;q=0",
        "*, gzip;q=0",
        "identity, gzip;q=0.9",
        "identity;q=1, *;q=0.5",
        "gzipped",
        "notgzip",
        "gzip;q=2",
        "gzip;q=-1",
        "gzip;q=much",
        "gzip;level=9",
      })
  void gzipIsNotWanted(String field) {
    assertThat(AcceptEncoding.prefersGzip(List.of(field))).isFalse();
  }

  @Test
  void severalHeadersAreOneList() {
    assertThat(AcceptEncoding.prefersGzip(List.of("br", "gzip"))).isTrue();
    assertThat(AcceptEncoding.prefersGzip(List.of("*", "gzip;q=0"))).isFalse();
    assertThat(AcceptEncoding.prefersGzip(List.of())).isFalse();
  }
}
