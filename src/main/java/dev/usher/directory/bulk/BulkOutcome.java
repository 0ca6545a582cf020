package dev.usher.directory.bulk;

import dev.usher.directory.group.GroupView;
import dev.usher.directory.invitation.Invitation;
import dev.usher.directory.user.UserView;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.query.Projection;
import java.util.Optional;

/** What came of an operation. */
public sealed interface BulkOutcome {

  /** The HTTP status that the operation would have had as a request of its own. */
  int status();

  /**
   * @param body what of the user its result shows; empty for nothing
   */
  record OfUser(int status, UserView user, Optional<Projection> body) implements BulkOutcome {}

  /**
   * @param body what of the group its result shows; empty for nothing
   */
  record OfGroup(int status, GroupView group, Optional<Projection> body) implements BulkOutcome {}

  /**
   * @param body what of the invitation its result shows; empty for nothing
   */
  record OfInvitation(int status, Invitation invitation, Optional<Projection> body)
      implements BulkOutcome {}

  /** It is gone. */
  record Deleted() implements BulkOutcome {
    @Override
    public int status() {
      return 204;
    }
  }

  /** Nothing of the operation was done. */
  record Failed(ScimException reason) implements BulkOutcome {
    @Override
    public int status() {
      return reason.status();
    }
  }
}
