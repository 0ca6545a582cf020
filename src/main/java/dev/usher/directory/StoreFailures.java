package dev.usher.directory;

import dev.usher.scim.error.ScimException;
import dev.usher.store.StoreException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client is told when the database fails a request, or an operation of a Bulk. */
public final class StoreFailures {
  private static final Logger LOG = LoggerFactory.getLogger(StoreFailures.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private StoreFailures() {}

  /** The refusal that a failure becomes; the log has the failure itself. */
  public static ScimException refusal(StoreException failure) {
    if (failure instanceof StoreException.Unavailable
        || failure instanceof StoreException.Conflict) {
      if (failure.getCause() == null) {
        LOG.warn("A request could not be served: {}", failure.getMessage());
      } else {
        LOG.warn("The database could not serve a request", failure);
      }
      return ScimException.unavailable(
          "The service is not available at the moment; try again.", RETRY_AFTER, failure);
    }
    if (failure instanceof StoreException.QueryTimeout) {
      return ScimException.tooMany(
          "The query took too long and was stopped; make its filter narrower.");
    }
    if (failure instanceof StoreException.TooCostly dear) {
      return ScimException.tooMany(
          ("The query costs %,d, and one request may cost %,d; most of it is for %s (%,d)."
                  + " Ask with fewer terms, or in several requests.")
              .formatted(dear.cost(), dear.limit(), dear.attribute(), dear.ofAttribute()));
    }
    if (failure instanceof StoreException.TooLarge) {
      return ScimException.tooMany(
          "The request needs more of the database's memory than one request may have; ask with"
              + " fewer terms, or in several requests.");
    }
    // The directory names what is taken or missing; what arrives here it did not foresee.
    LOG.warn("The database refused a write that the directory let pass", failure);
    return failure instanceof StoreException.DuplicateKey
        ? ScimException.uniqueness("A value that must be unique is already taken.")
        : ScimException.invalidValue(
            "Something that the request refers to does not exist any more.");
  }
}
