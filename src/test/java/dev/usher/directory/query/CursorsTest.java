package dev.usher.directory.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.usher.directory.key.MasterKeys;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.query.Page;
import dev.usher.store.query.Position;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CursorsTest {
  private static final Instant NOW = Instant.parse("2026-01-31T09:30:00Z");
  private static final UUID ACCOUNT = UUID.randomUUID();
  private static final Page.First FIRST = new Page.First(10, "1:a,-,-,-,-");
  private static final Cursors.Place PLACE =
      new Cursors.Place(new Position(Optional.of("Grün 😀"), UUID.randomUUID().toString()), 4711);

  private final MasterKeys keys = MasterKeys.generate(new SecureRandom());
  private final Cursors cursors = at(NOW, keys);
  private final String cursor = cursors.seal(ACCOUNT, "User", FIRST, PLACE);

  @Test
  void aCursorIsOpenedByEveryProcessWithTheKeyUntilItExpires() {
    assertThat(open(at(NOW.plus(Cursors.TIMEOUT), keys), cursor)).isEqualTo(PLACE);
    assertThat(refusal(at(NOW.plus(Cursors.TIMEOUT).plusMillis(1), keys), cursor))
        .isEqualTo("expiredCursor");
  }

  @Test
  void aPlaceWithoutAValueStaysOne() {
    Cursors.Place place = new Cursors.Place(new Position(Optional.empty(), "OG-1"), 0);

    assertThat(open(cursors, cursors.seal(ACCOUNT, "User", FIRST, place))).isEqualTo(place);
  }

  @Test
  void aCursorOutlivesTheRotationOfTheKeyAndDiesWithIt() {
    MasterKeys next = MasterKeys.generate(new SecureRandom());
    MasterKeys rotated = MasterKeys.parse(next.toText() + "\n" + keys.toText());

    assertThat(open(at(NOW, rotated), cursor)).isEqualTo(PLACE);
    assertThat(refusal(at(NOW, next), cursor)).isEqualTo("invalidCursor");
  }

  @Test
  void aCursorHoldsNothingThatCanBeReadAndFitsIntoAUrl() {
    assertThat(cursor).matches("[A-Za-z0-9._~-]{1,300}");
    assertThat(cursors.seal(ACCOUNT, "User", FIRST, PLACE)).isNotEqualTo(cursor);
  }

  @Test
  void aCursorBelongsToItsAccountListAndQuestion() {
    Page.Next next = new Page.Next(cursor, 10, FIRST.question());

    assertThat(refusal(() -> cursors.open(UUID.randomUUID(), "User", next)))
        .isEqualTo("invalidCursor");
    assertThat(refusal(() -> cursors.open(ACCOUNT, "Group", next))).isEqualTo("invalidCursor");
    assertThat(
            refusal(() -> cursors.open(ACCOUNT, "User", new Page.Next(cursor, 10, "1:b,-,-,-,-"))))
        .isEqualTo("invalidCursor");
    assertThat(
            refusal(
                () -> cursors.open(ACCOUNT, "User", new Page.Next(cursor, 11, FIRST.question()))))
        .isEqualTo("invalidCount");
  }

  @Property(tries = 300)
  void anAlteredCursorIsNone(@ForAll @IntRange(max = 1_000) int where, @ForAll char replacement) {
    int index = where % cursor.length();
    if (cursor.charAt(index) != replacement) {
      String altered = cursor.substring(0, index) + replacement + cursor.substring(index + 1);
      assertThat(refusal(cursors, altered)).isEqualTo("invalidCursor");
    }
  }

  @Property(tries = 300)
  void whateverElseIsSentIsNoCursor(@ForAll String text) {
    assertThat(refusal(cursors, text)).isEqualTo("invalidCursor");
    assertThat(refusal(cursors, cursor.substring(0, cursor.indexOf('.') + 1) + text))
        .isEqualTo("invalidCursor");
    assertThat(refusal(cursors, cursor + text + "=")).isEqualTo("invalidCursor");
  }

  @Test
  void aValueThatNoUrlHoldsIsNotPagedBy() {
    Cursors.Place place = new Cursors.Place(new Position(Optional.of("x".repeat(8_001)), "1"), 1);

    assertThat(refusal(() -> cursors.seal(ACCOUNT, "User", FIRST, place))).isEqualTo("invalidPath");
  }

  private static Cursors at(Instant time, MasterKeys keys) {
    return new Cursors(keys, Clock.fixed(time, ZoneOffset.UTC));
  }

  private static Cursors.Place open(Cursors by, String cursor) {
    return by.open(ACCOUNT, "User", new Page.Next(cursor, 10, FIRST.question()));
  }

  private static String refusal(Cursors by, String cursor) {
    return refusal(() -> open(by, cursor));
  }

  private static String refusal(Runnable action) {
    ScimException refused = catchThrowableOfType(ScimException.class, action::run);
    assertThat(refused).isNotNull();
    assertThat(refused.status()).isEqualTo(400);
    return refused.scimType().orElseThrow();
  }
}
