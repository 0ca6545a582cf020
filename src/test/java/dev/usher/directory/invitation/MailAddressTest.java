package dev.usher.directory.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada@example.com",
        "ada.lovelace+scim@mail.example.com",
        "o'hara_#1@x-y.example",
        "root@localhost",
        "a@b1.c2",
        "usher@localhost.localdomain"
      })
  void usualAddressesCanBeMailedToAsTheyAre(String address) {
    assertThat(MailAddress.problem(address)).isEmpty();
    assertThat(MailAddress.forSmtp(address)).contains(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ada",
        "@example.com",
        "ada@",
        "a b@example.com",
        "ada@exa mple.com",
        "ada@example.com\r\nRCPT TO:<eve@example.com>",
        "ada@example.com, eve@example.com",
        "ada@example.com;eve@example.com",
        "Ada <ada@example.com>",
        "ada(comment)@example.com",
        "ada@example.com (comment)",
        "\"ada lovelace\"@example.com",
        "team:ada@example.com;",
        "ada@@example.com",
        "eve@x@example.com",
        ".ada@example.com",
        "ada.@example.com",
        "a..b@example.com",
        "ada@.example.com",
        "ada@example..com",
        "ada@example.com.",
        "ada@-example.com",
        "ada@example_x.com",
        "ada@[192.0.2.1]",
        "ada@192.0.2.1",
        "jürgen@example.com",
        "ada\u202E@example.com",
        "ada@exa\u202Emple.com",
        "\u0000@example.com"
      })
  void whatMailCannotBeSentToHasAReason(String address) {
    assertThat(MailAddress.problem(address).orElseThrow()).isNotBlank();
    assertThat(MailAddress.forSmtp(address)).isEmpty();
  }

  @Test
  void lengthsAreThoseOfSmtp() {
    String domain = ("a".repeat(60) + ".").repeat(3) + "example";
    String local = "a".repeat(64);
    assertThat(local.length() + 1 + domain.length()).isEqualTo(255);

    assertThat(MailAddress.problem(local.substring(1) + "@" + domain)).isEmpty();
    assertThat(MailAddress.problem(local + "@" + domain).orElseThrow()).contains("254");
    assertThat(MailAddress.problem(local + "a@example.com").orElseThrow()).contains("64");
    assertThat(MailAddress.problem("a@" + "a".repeat(64) + ".example")).isPresent();
  }

  @Test
  void aDomainOfOtherScriptsIsMailedToInAscii() {
    assertThat(MailAddress.forSmtp("info@bücher.example")).contains("info@xn--bcher-kva.example");
  }
}
