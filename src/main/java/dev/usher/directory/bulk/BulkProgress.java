package dev.usher.directory.bulk;

import dev.usher.directory.bulk.BulkOutcome.Failed;
import java.util.Optional;

/** What has come of the operations of a Bulk so far. Used by one thread. */
final class BulkProgress {
  private final BulkOutcome[] outcomes;
  private int errors;
  private int steps;

  private BulkProgress(BulkOutcome[] outcomes) {
    this.outcomes = outcomes;
  }

  static BulkProgress none(int operations) {
    return new BulkProgress(new BulkOutcome[operations]);
  }

  /** The same, to go on from without changing this. */
  BulkProgress copy() {
    BulkProgress copy = new BulkProgress(outcomes.clone());
    copy.errors = errors;
    copy.steps = steps;
    return copy;
  }

  /** What came of an operation; empty when it has not been run. */
  Optional<BulkOutcome> of(int operation) {
    return Optional.ofNullable(outcomes[operation]);
  }

  boolean failed(int operation) {
    return outcomes[operation] instanceof Failed;
  }

  /** An operation was run. */
  void done(int operation, BulkOutcome outcome) {
    outcomes[operation] = outcome;
    if (outcome instanceof Failed) {
      errors++;
    }
  }

  /** All operations of a step were run. */
  void stepDone() {
    steps++;
  }

  /** How many steps of the plan were run. */
  int steps() {
    return steps;
  }

  int errors() {
    return errors;
  }
}
