package dev.usher.conformance;

import java.util.Optional;

/**
 * What became of a requirement.
 *
 * @param requirement that was checked
 * @param verdict on it
 * @param reason why it is not offered; empty otherwise
 * @param failure what came out instead; empty unless it failed
 */
public record Outcome(
    Requirement requirement, Verdict verdict, Optional<String> reason, Optional<Unmet> failure) {

  static Outcome pass(Requirement requirement) {
    return new Outcome(requirement, Verdict.PASS, Optional.empty(), Optional.empty());
  }

  static Outcome notOffered(Requirement requirement, String reason) {
    return new Outcome(requirement, Verdict.NOT_OFFERED, Optional.of(reason), Optional.empty());
  }

  static Outcome fail(Requirement requirement, Unmet failure) {
    return new Outcome(requirement, Verdict.FAIL, Optional.empty(), Optional.of(failure));
  }
}
