package dev.usher.cli;

import dev.usher.directory.Refusal;
import dev.usher.directory.account.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Scopes as an operator types them. */
final class Scopes {
  private Scopes() {}

  /**
   * The scopes of those names.
   *
   * @param names as picocli hands them over: null when none was given
   * @throws Refusal for one that does not exist
   */
  static Set<Scope> of(List<String> names) {
    return Optional.ofNullable(names).orElse(List.of()).stream()
        .map(Scopes::scope)
        .collect(Collectors.toSet());
  }

  private static Scope scope(String text) {
    return Scope.of(text)
        .orElseThrow(
            () ->
                new Refusal(
                    "there is no scope '%s'; scopes are %s"
                        .formatted(
                            text,
                            Arrays.stream(Scope.values())
                                .map(Scope::wireName)
                                .collect(Collectors.joining(", ")))));
  }
}
