package dev.usher.scim.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.scim.resource.ValueReader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Texts that are too long for where they go. */
class ShortTextTest {
  private static final String GRIN = "\uD83D\uDE00";

  @Test
  void aTextThatFitsStaysAsItIs() {
    assertThat(ShortText.cut("", 4)).isEmpty();
    assertThat(ShortText.cut("four", 4)).isEqualTo("four");
    assertThat(ShortText.cut(GRIN.repeat(4), 4)).isEqualTo(GRIN.repeat(4));
  }

  @Test
  void aLongerTextHasAsManyCodePointsAsThereIsRoomForWithTheEllipsis() {
    assertThat(ShortText.cut("fives", 4)).isEqualTo("fiv…");
    assertThat(ShortText.cut(GRIN.repeat(5), 4)).isEqualTo(GRIN.repeat(3) + "…");
  }

  @Test
  void noCharacterIsCutInTwoWhereverItStands() {
    assertThat(IntStream.range(0, 8).mapToObj(i -> "a".repeat(i) + GRIN.repeat(8)))
        .allSatisfy(
            text ->
                assertThat(ShortText.cut(text, 5).codePoints())
                    .hasSize(5)
                    .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  @Test
  void theRefusalOfALongNameHoldsWholeCharacters() {
    assertThat(ValueReader.unknown("a" + GRIN.repeat(300)).detail())
        .isEqualTo("There is no attribute a" + GRIN.repeat(198) + "….");
  }
}
