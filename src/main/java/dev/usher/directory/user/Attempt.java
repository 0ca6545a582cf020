package dev.usher.directory.user;

import dev.usher.directory.audit.AuditEntry;
import dev.usher.directory.audit.Caller;
import dev.usher.scim.error.ScimException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A request on its way through its transactions, which may be run more than once: who makes it, and
 * which refusal is worth remembering when it fails for good.
 */
final class Attempt {
  private final Caller caller;
  private Optional<AuditEntry> refusal = Optional.empty();
  private final LocksAhead locks = new LocksAhead();
  private int runs;

  Attempt(Caller caller) {
    this.caller = caller;
  }

  Caller caller() {
    return caller;
  }

  /** What the last run was refused, where the trail wants to know. */
  Optional<AuditEntry> refusal() {
    return refusal;
  }

  /** Called before each run. */
  void begin() {
    refusal = Optional.empty();
    runs++;
    locks.begin();
  }

  /** Whether a run before this one was in vain. */
  boolean repeated() {
    return runs > 1;
  }

  /** What a run locks before it reads its user, when it is not the first. */
  LocksAhead locks() {
    return locks;
  }

  /** Runs a step whose refusal the trail wants to know. */
  <T> T audited(AuditEntry refused, Supplier<T> step) {
    try {
      return step.get();
    } catch (ScimException e) {
      refusal = Optional.of(refused.because(e.detail()));
      throw e;
    }
  }
}
