package dev.usher.directory.account;

import dev.usher.directory.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * One setting of an account: its name, its default, and what it may be. Settings are kept as text,
 * one row each; a setting that was never set has its default. {@link AccountSettings} declares
 * them.
 *
 * @param <T> what the setting is in code
 */
public final class AccountSetting<T> {
  private final String name;
  private final T defaultValue;
  private final Map<String, T> values;

  private AccountSetting(String name, T defaultValue, Map<String, T> values) {
    this.name = name;
    this.defaultValue = defaultValue;
    this.values = values;
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

  private static <T> AccountSetting<T> of(
      String name, T defaultValue, List<T> allowed, Function<T, String> text) {
    Map<String, T> values = new LinkedHashMap<>();
    allowed.forEach(value -> values.put(text.apply(value), value));
    return new AccountSetting<>(name, defaultValue, values);
  }

  /** The name on the command line and in the database. */
  public String name() {
    return name;
  }

  /** What may be written for it. */
  public List<String> allowed() {
    return List.copyOf(values.keySet());
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
    T value = values.get(text);
    if (value == null) {
      throw new IllegalStateException("account setting " + name + " is stored as " + text);
    }
    return value;
  }

  /** How the value of an account is written. */
  String textIn(Map<String, String> stored) {
    T value = in(stored);
    return values.entrySet().stream()
        .filter(each -> each.getValue().equals(value))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /**
   * The text as it is stored; case does not matter.
   *
   * @throws Refusal when it is not a value of this setting
   */
  String normalised(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!values.containsKey(lower)) {
      throw new Refusal(
          "%s cannot be '%s': it is %s".formatted(name, text, String.join(" or ", allowed())));
    }
    return lower;
  }
}
