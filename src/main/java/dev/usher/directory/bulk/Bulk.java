package dev.usher.directory.bulk;

import dev.usher.directory.account.Principal;
import dev.usher.scim.bulk.BulkOperation;
import dev.usher.scim.bulk.BulkPlan;
import dev.usher.scim.bulk.BulkRequest;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.query.QueryParameters;
import dev.usher.store.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Bulk (RFC 7644 §3.7): many operations in one request, each succeeding or failing by itself. */
public final class Bulk {
  private final Transactions transactions;
  private final Function<Transactions, BulkServices> services;
  private final Supplier<UUID> ids;
  private final String scimBase;

  /**
   * @param services made for the transactions that they shall work in
   * @param ids makes UUIDv7s
   * @param scimBase the absolute URL of the SCIM base, without a slash at its end
   */
  public Bulk(
      Transactions transactions,
      Function<Transactions, BulkServices> services,
      Supplier<UUID> ids,
      String scimBase) {
    this.transactions = transactions;
    this.services = services;
    this.ids = ids;
    this.scimBase = scimBase;
  }

  /**
   * Runs the operations of a Bulk.
   *
   * @param parameters of the Bulk's own query: {@code attributes} and {@code excludedAttributes} of
   *     the results whose own path has neither
   * @return in the order of the request; without those that were left out after {@code
   *     failOnErrors} failures
   * @throws ScimException 503 when the database is not there for any of them
   */
  public List<BulkResult> run(
      Principal principal, BulkRequest request, QueryParameters parameters) {
    List<BulkOperation> operations = request.operations();
    BulkPlan plan = BulkPlan.of(operations);
    List<UUID> created = Stream.generate(ids).limit(operations.size()).toList();
    BulkPreparation preparation =
        new BulkPreparation(principal, operations, plan, created, parameters, scimBase);
    List<BulkWork> work =
        IntStream.range(0, operations.size()).mapToObj(preparation::work).toList();
    BulkProgress progress =
        new BulkRun(
                transactions,
                services,
                plan.order(),
                new BulkStep(principal, operations, plan, work),
                request.failOnErrors(),
                BulkProgress.none(operations.size()))
            .run();
    List<BulkResult> results = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      Optional<BulkOutcome> outcome = progress.of(i);
      if (outcome.isPresent()) {
        results.add(
            new BulkResult(
                operations.get(i), preparation.location(i, outcome.get()), outcome.get()));
      }
    }
    return results;
  }
}
