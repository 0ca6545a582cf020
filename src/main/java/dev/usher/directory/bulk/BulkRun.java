package dev.usher.directory.bulk;

import dev.usher.directory.StoreFailures;
import dev.usher.directory.bulk.BulkOutcome.Failed;
import dev.usher.scim.error.ScimException;
import dev.usher.store.StoreException;
import dev.usher.store.Transactions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Takes the steps of a plan through their transactions: many in one, each under a savepoint, so
 * that a commit is paid for once; alone when the database rolled that transaction back. Nothing
 * counts before it is committed.
 */
final class BulkRun {
  /** What others wait for at most, and what is run again at most. */
  private static final int MOST_OPERATIONS = 100;

  /** How many users are added in one go, and one by one when one of them is refused. */
  private static final int AT_ONCE = 50;

  private static final long LONGEST_NANOS = Duration.ofMillis(200).toNanos();
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Transactions transactions;
  private final Function<Transactions, BulkServices> services;
  private final List<List<Integer>> order;
  private final BulkStep step;
  private final OptionalInt failOnErrors;
  private BulkProgress committed;

  BulkRun(
      Transactions transactions,
      Function<Transactions, BulkServices> services,
      List<List<Integer>> order,
      BulkStep step,
      OptionalInt failOnErrors,
      BulkProgress none) {
    this.transactions = transactions;
    this.services = services;
    this.order = order;
    this.step = step;
    this.failOnErrors = failOnErrors;
    this.committed = none;
  }

  /**
   * Runs the plan.
   *
   * @throws ScimException 503 when the database was not there for any of it
   */
  BulkProgress run() {
    while (goesOn(committed)) {
      BulkProgress attempt = committed.copy();
      try {
        Optional<BulkProgress> done =
            transactions.together(together -> batch(services.apply(together), attempt));
        if (done.isPresent()) {
          committed = attempt;
        } else {
          oneByOne(attempt.steps() + 1);
        }
      } catch (StoreException.Unavailable gone) {
        return giveUp(attempt, StoreFailures.refusal(gone));
      }
    }
    return committed;
  }

  private boolean goesOn(BulkProgress progress) {
    return progress.steps() < order.size()
        && (failOnErrors.isEmpty() || progress.errors() < failOnErrors.getAsInt());
  }

  private BulkProgress batch(BulkServices together, BulkProgress progress) {
    long start = System.nanoTime();
    int operations = 0;
    do {
      List<List<Integer>> left = order.subList(progress.steps(), order.size());
      int most = Math.min(AT_ONCE, MOST_OPERATIONS - operations);
      int added =
          step.runAdditions(left.subList(0, Math.min(left.size(), most)), together, progress);
      if (added > 0) {
        operations += added;
      } else {
        step.run(left.get(0), together, progress);
        operations += left.get(0).size();
      }
    } while (goesOn(progress)
        && operations + order.get(progress.steps()).size() <= MOST_OPERATIONS
        && System.nanoTime() - start < LONGEST_NANOS);
    return progress;
  }

  /**
   * Each in a transaction of its own, which is run again for as long as that of any request.
   *
   * @throws StoreException.Unavailable when the database is gone
   */
  private void oneByOne(int steps) {
    BulkServices alone = services.apply(transactions);
    while (goesOn(committed) && committed.steps() < steps) {
      List<Integer> next = order.get(committed.steps());
      try {
        step.run(next, alone, committed);
      } catch (StoreException.Unavailable unavailable) {
        boolean othersWereFaster = unavailable.getCause() instanceof StoreException.Conflict;
        if (!othersWereFaster) {
          throw unavailable;
        }
        fail(next, StoreFailures.refusal(unavailable));
      }
    }
  }

  private void fail(List<Integer> operations, ScimException reason) {
    operations.forEach(operation -> committed.done(operation, new Failed(reason)));
    committed.stepDone();
  }

  /**
   * The database went away. What was committed is answered; of an attempt whose commit was not
   * confirmed nobody knows; the rest is not tried.
   */
  private BulkProgress giveUp(BulkProgress attempt, ScimException refusal) {
    int tried = attempt.steps();
    if (committed.steps() == 0 && tried == 0) {
      throw refusal;
    }
    while (goesOn(committed)) {
      String detail =
          committed.steps() < tried
              ? "The database failed while this was stored; look whether it was."
              : "This was not tried, since the database is not available at the moment.";
      fail(order.get(committed.steps()), ScimException.unavailable(detail, RETRY_AFTER, refusal));
    }
    return committed;
  }
}
