package dev.usher.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 7, 8, '\n', '\r', '\t', 0x1B, 0x7F, 0x80, 0x9B, 0x9F, 0x2028, 0x2029, 0x202A, 0x202E,
        0x2066, 0x2069, 0x200E, 0x200F, 0x61C, 0xFEFF, 0xE0041
      })
  void whatCommandsATerminalOrReordersTextIsEscaped(int codePoint) {
    String text = "Ada" + Character.toString(codePoint) + "Lovelace";

    assertThat(VisibleText.isSafe(codePoint)).isFalse();
    assertThat(VisibleText.escaped(text)).matches("Ada(\\\\u[0-9A-F]{4}){1,2}Lovelace");
    assertThat(VisibleText.line(text)).isEqualTo("Ada Lovelace");
  }

  @Test
  void namesOfAllLanguagesStay() {
    for (String name :
        new String[] {"Zoë Ødegård", "محمد", "می‌خواهم", "👩‍💻 𝒜da", "李小龍", "a\\u001Bb"}) {
      assertThat(VisibleText.escaped(name)).isSameAs(name);
      assertThat(VisibleText.line(name)).isEqualTo(name);
    }
  }

  @Test
  void anEscapeNamesTheCharacter() {
    assertThat(VisibleText.escaped("\u001B[31m\u202E")).isEqualTo("\\u001B[31m\\u202E");
  }
}
