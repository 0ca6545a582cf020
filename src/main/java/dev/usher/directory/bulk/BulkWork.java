package dev.usher.directory.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.query.Projection;
import java.util.Optional;
import java.util.UUID;

/** An operation as it will be run: read, checked and resolved as far as that needs no database. */
sealed interface BulkWork {

  /**
   * @param document canonical
   * @param body what of the user is answered; empty for nothing
   */
  record CreateUser(UUID id, ObjectNode document, Optional<Projection> body) implements BulkWork {}

  /**
   * @param document canonical
   * @param body what of the group is answered; empty for nothing
   */
  record CreateGroup(UUID id, ObjectNode document, Optional<Projection> body) implements BulkWork {}

  /** Anything but the creation of a user or a group. */
  record Other(Action action) implements BulkWork {}

  /** What fails whatever the others do. */
  record Refused(ScimException reason) implements BulkWork {}

  /** What to do; may be run more than once, and then has no effect but the last. */
  interface Action {
    /**
     * @param done what came of the operations before
     */
    BulkOutcome run(BulkServices services, BulkProgress done);
  }
}
