package dev.usher.directory.account;

import dev.usher.directory.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One setting of an account: its name, its default, and what it may be. Settings are kept as text,
 * one row each; a setting that was never set has its default. {@link AccountSettings} declares
 * them.
 *
 * @param <T> what the setting is in code
 */
public final class AccountSetting<T> {
  private static final String NONE = "none";
  private static final String OFF = "off";

  private final String name;
  private final T defaultValue;
  private final List<String> allowed;
  private final Function<String, Optional<T>> reader;
  private final Function<T, String> writer;

  /**
   * @param allowed what may be written, for people
   * @param reader empty for what is no value; case does not matter to it
   * @param writer the text as it is stored
   */
  private AccountSetting(
      String name,
      T defaultValue,
      List<String> allowed,
      Function<String, Optional<T>> reader,
      Function<T, String> writer) {
    this.name = name;
    this.defaultValue = defaultValue;
    this.allowed = List.copyOf(allowed);
    this.reader = reader;
    this.writer = writer;
  }

  /** A setting that is {@code true} or {@code false}. */
  static AccountSetting<Boolean> flag(String name, boolean defaultValue) {
    return of(name, defaultValue, List.of(true, false), String::valueOf);
  }

  /** A setting that is one of an enum's constants, written in lower case. */
  static <E extends Enum<E>> AccountSetting<E> choice(String name, E defaultValue) {
    List<E> constants = List.of(defaultValue.getDeclaringClass().getEnumConstants());
    return of(name, defaultValue, constants, e -> e.name().toLowerCase(Locale.ROOT));
  }

  /**
   * A setting that is a key in upper case, or nothing unless it is set: {@code none} and an empty
   * text take it away again.
   *
   * @param description of the key, for people
   */
  static AccountSetting<Optional<String>> key(String name, Pattern pattern, String description) {
    return new AccountSetting<>(
        name,
        Optional.empty(),
        List.of(NONE, description),
        text -> {
          if (text.isBlank() || text.equalsIgnoreCase(NONE)) {
            return Optional.of(Optional.empty());
          }
          String key = text.toUpperCase(Locale.ROOT);
          return pattern.matcher(key).matches() ? Optional.of(Optional.of(key)) : Optional.empty();
        },
        key -> key.orElse(NONE));
  }

  /** A setting that bounds how many requests come, or lifts the bound: {@code off}. */
  static AccountSetting<Optional<RateLimit>> rate(String name, RateLimit defaultValue) {
    return new AccountSetting<>(
        name,
        Optional.of(defaultValue),
        List.of(OFF, "requests a second and the largest burst, such as " + defaultValue.text()),
        text ->
            text.equalsIgnoreCase(OFF)
                ? Optional.of(Optional.empty())
                : RateLimit.parse(text).map(Optional::of),
        limit -> limit.map(RateLimit::text).orElse(OFF));
  }

  private static <T> AccountSetting<T> of(
      String name, T defaultValue, List<T> allowed, Function<T, String> text) {
    Map<String, T> values = new LinkedHashMap<>();
    allowed.forEach(value -> values.put(text.apply(value), value));
    return new AccountSetting<>(
        name,
        defaultValue,
        List.copyOf(values.keySet()),
        written -> Optional.ofNullable(values.get(written.toLowerCase(Locale.ROOT))),
        text);
  }

  /** The name on the command line and in the database. */
  public String name() {
    return name;
  }

  /** What may be written for it. */
  public List<String> allowed() {
    return allowed;
  }

  /**
   * The value among an account's stored ones, else the default.
   *
   * @throws IllegalStateException when what is stored is not a value of it; better than to act on a
   *     default that nobody chose
   */
  T in(Map<String, String> stored) {
    String text = stored.get(name);
    if (text == null) {
      return defaultValue;
    }
    return reader
        .apply(text)
        .orElseThrow(
            () -> new IllegalStateException("account setting " + name + " is stored as " + text));
  }

  /** How the value of an account is written. */
  String textIn(Map<String, String> stored) {
    return writer.apply(in(stored));
  }

  /**
   * The text as it is stored; case does not matter.
   *
   * @throws Refusal when it is not a value of this setting
   */
  String normalised(String text) {
    return reader
        .apply(text)
        .map(writer)
        .orElseThrow(
            () ->
                new Refusal(
                    "%s cannot be '%s': it is %s"
                        .formatted(name, text, String.join(" or ", allowed()))));
  }
}
