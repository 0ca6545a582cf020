package dev.usher.conformance;

import java.util.Optional;

/**
 * One thing that an RFC asks of a service provider.
 *
 * @param id short and stable, for machines and for talking about it
 * @param section where it is asked for: {@code RFC 7644 §3.3}
 * @param sentence what a conforming server does
 * @param feature the feature that it is about; empty for what every server has
 * @param whenMissing whether it is about servers that do not offer the feature
 * @param check finds out
 */
public record Requirement(
    String id,
    String section,
    String sentence,
    Optional<Feature> feature,
    boolean whenMissing,
    Check check) {

  /** One that every server has to meet. */
  public static Requirement of(String id, String section, String sentence, Check check) {
    return new Requirement(id, section, sentence, Optional.empty(), false, check);
  }

  /** One for servers that offer the feature. */
  public static Requirement of(
      Feature feature, String id, String section, String sentence, Check check) {
    return new Requirement(id, section, sentence, Optional.of(feature), false, check);
  }

  /** One for servers that do not offer the feature: how they refuse it. */
  public static Requirement without(
      Feature feature, String id, String section, String sentence, Check check) {
    return new Requirement(id, section, sentence, Optional.of(feature), true, check);
  }
}
