package dev.usher.directory.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.directory.account.Principal;
import dev.usher.directory.account.Scope;
import dev.usher.directory.invitation.InvitationRequest;
import dev.usher.directory.user.UserView;
import dev.usher.directory.user.Users;
import dev.usher.scim.bulk.BulkMethod;
import dev.usher.scim.bulk.BulkOperation;
import dev.usher.scim.bulk.BulkOperation.Wellformed;
import dev.usher.scim.bulk.BulkPath;
import dev.usher.scim.bulk.BulkPlan;
import dev.usher.scim.bulk.BulkReferences;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.patch.PatchOperation;
import dev.usher.scim.patch.PatchReader;
import dev.usher.scim.query.Projection;
import dev.usher.scim.query.QueryParameters;
import dev.usher.scim.resource.ResourceIds;
import dev.usher.scim.resource.ResourceReader;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.ResourceTypes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes work of operations, before any transaction is open. Each creation has got the id of what it
 * will create, so that references can be replaced whatever the order.
 */
final class BulkPreparation {
  private static final AttributePath MEMBERS = ResourceTypes.GROUP.find("members").orElseThrow();

  /** What is there and cannot be written. */
  private static final Set<String> READABLE =
      Stream.concat(
              Stream.of("/ServiceProviderConfig", "/ResourceTypes", "/Schemas", "/Bulk"),
              Stream.concat(ResourceTypes.CATALOGUE.stream(), Stream.of(ResourceTypes.AUDIT_EVENT))
                  .map(ResourceType::endpoint))
          .collect(Collectors.toUnmodifiableSet());

  private final Principal principal;
  private final List<BulkOperation> operations;
  private final BulkPlan plan;
  private final List<UUID> ids;
  private final QueryParameters parameters;
  private final String scimBase;
  private final ResourceType userType;
  private final boolean strict;

  /**
   * @param ids by operation: of what it creates, if it does
   * @param parameters of the Bulk's own query
   * @param scimBase the absolute URL of the SCIM base, without a slash at its end
   */
  BulkPreparation(
      Principal principal,
      List<BulkOperation> operations,
      BulkPlan plan,
      List<UUID> ids,
      QueryParameters parameters,
      String scimBase) {
    this.principal = principal;
    this.operations = operations;
    this.plan = plan;
    this.ids = ids;
    this.parameters = parameters;
    this.scimBase = scimBase;
    this.userType = ResourceTypes.user(principal.account().settings().katalonAlias().isPresent());
    this.strict = principal.account().settings().strict();
  }

  BulkWork work(int index) {
    try {
      Optional<ScimException> fault = plan.fault(index);
      if (fault.isPresent()) {
        throw fault.get();
      }
      return work(index, (Wellformed) operations.get(index));
    } catch (ScimException refused) {
      return new BulkWork.Refused(refused);
    }
  }

  /** The absolute URL of what an operation is about, or has created. */
  Optional<String> location(int index, BulkOutcome outcome) {
    BulkOperation operation = operations.get(index);
    if (operation.path().isEmpty()
        || (operation.isPost() && outcome instanceof BulkOutcome.Failed)) {
      return Optional.empty();
    }
    BulkPath path = operation.path().get();
    if (outcome instanceof BulkOutcome.OfInvitation sent) {
      return Optional.of(scimBase + path.endpoint() + "/" + sent.invitation().id());
    }
    if (operation.isPost()) {
      return Optional.of(scimBase + path.endpoint() + "/" + ids.get(index));
    }
    boolean created =
        path.bulkId().isPresent() && !ResourceTypes.INVITATION.endpoint().equals(path.endpoint());
    return created && plan.fault(index).isEmpty()
        ? path.bulkId().map(resolver()::location)
        : path.location(scimBase);
  }

  private BulkWork work(int index, Wellformed operation) {
    String endpoint = operation.target().endpoint();
    if (endpoint.equals(ResourceTypes.USER.endpoint())) {
      return user(index, operation);
    }
    if (endpoint.equals(ResourceTypes.GROUP.endpoint())) {
      return group(index, operation);
    }
    if (endpoint.equals(ResourceTypes.INVITATION.endpoint())) {
      return invitation(operation);
    }
    throw READABLE.contains(endpoint)
        ? notOffered(operation)
        : ScimException.notFound("There is nothing at this path.");
  }

  private BulkWork user(int index, Wellformed operation) {
    Optional<Projection> body = projection(operation, userType);
    if (creates(operation)) {
      return new BulkWork.CreateUser(ids.get(index), document(operation, userType), body);
    }
    UUID id = id(operation, userType);
    return switch (operation.method()) {
      case PUT -> {
        ObjectNode wanted = document(operation, userType);
        yield other(
            by ->
                changed(
                    by.users(),
                    by.users().replace(principal, id, operation.version(), wanted),
                    body));
      }
      case PATCH -> {
        List<PatchOperation> changes = PatchReader.read(data(operation), userType, strict);
        yield other(
            by ->
                changed(
                    by.users(),
                    by.users().patch(principal, id, operation.version(), changes),
                    body));
      }
      case DELETE ->
          other(
              by -> {
                by.users().delete(principal, id, operation.version());
                return new BulkOutcome.Deleted();
              });
      case POST -> throw notOffered(operation);
    };
  }

  /** Results wait for each other in memory: each keeps of its user's groups what a list shows. */
  private static BulkOutcome changed(Users users, UserView view, Optional<Projection> body) {
    return new BulkOutcome.OfUser(200, users.listed(view), body);
  }

  private BulkWork group(int index, Wellformed operation) {
    ResourceType type = ResourceTypes.GROUP;
    Optional<Projection> body = projection(operation, type);
    boolean members = showsMembers(body);
    if (creates(operation)) {
      return new BulkWork.CreateGroup(ids.get(index), document(operation, type), body);
    }
    UUID id = id(operation, type);
    return switch (operation.method()) {
      case PUT -> {
        ObjectNode wanted = document(operation, type);
        yield other(
            by ->
                new BulkOutcome.OfGroup(
                    200,
                    by.groups().replace(principal, id, operation.version(), wanted, members),
                    body));
      }
      case PATCH -> {
        List<PatchOperation> changes = PatchReader.read(data(operation), type, strict);
        yield other(
            by ->
                new BulkOutcome.OfGroup(
                    200,
                    by.groups().patch(principal, id, operation.version(), changes, members),
                    body));
      }
      case DELETE ->
          other(
              by -> {
                by.groups().delete(principal, id, operation.version());
                return new BulkOutcome.Deleted();
              });
      case POST -> throw notOffered(operation);
    };
  }

  private BulkWork invitation(Wellformed operation) {
    if (!principal.may(Scope.INVITATIONS)) {
      throw ScimException.forbidden(
          "The token lacks the scope “%s”, which this operation needs."
              .formatted(Scope.INVITATIONS.wireName()));
    }
    ResourceType type = ResourceTypes.INVITATION;
    Optional<Projection> body = projection(operation, type);
    if (creates(operation)) {
      UUID user = InvitationRequest.user(data(operation));
      return other(
          by -> new BulkOutcome.OfInvitation(201, by.invitations().send(principal, user), body));
    }
    if (operation.method() != BulkMethod.DELETE || operation.target().id().isEmpty()) {
      throw notOffered(operation);
    }
    Optional<Integer> sent = operation.target().bulkId().map(plan::definition);
    Optional<UUID> known = sent.isPresent() ? Optional.empty() : Optional.of(id(operation, type));
    return new BulkWork.Other(
        (by, done) -> {
          by.invitations().revoke(principal, known.orElseGet(() -> invitation(done, sent.get())));
          return new BulkOutcome.Deleted();
        });
  }

  /** An invitation gets its id when it is sent. */
  private static UUID invitation(BulkProgress done, int operation) {
    return done.of(operation)
        .filter(BulkOutcome.OfInvitation.class::isInstance)
        .map(outcome -> ((BulkOutcome.OfInvitation) outcome).invitation().id())
        .orElseThrow();
  }

  private interface ByServices {
    BulkOutcome run(BulkServices services);
  }

  private static BulkWork other(ByServices action) {
    return new BulkWork.Other((services, done) -> action.run(services));
  }

  /** Whether a result shows the members of its group. */
  static boolean showsMembers(Optional<Projection> body) {
    return body.filter(projection -> projection.includes(MEMBERS)).isPresent();
  }

  private static boolean creates(Wellformed operation) {
    return operation.method() == BulkMethod.POST && operation.target().id().isEmpty();
  }

  private UUID id(Wellformed operation, ResourceType type) {
    BulkPath target = operation.target();
    if (target.id().isEmpty() || operation.method() == BulkMethod.POST) {
      throw notOffered(operation);
    }
    return target
        .bulkId()
        .map(bulkId -> ids.get(plan.definition(bulkId)))
        .orElseGet(() -> ResourceIds.parse(type.name(), target.id().get()));
  }

  private static ScimException notOffered(Wellformed operation) {
    return new ScimException(
        405, null, "%s is not offered at this path.".formatted(operation.method()));
  }

  private ObjectNode document(Wellformed operation, ResourceType type) {
    return ResourceReader.read(data(operation), type, strict);
  }

  private JsonNode data(Wellformed operation) {
    return BulkReferences.resolve(operation.data(), resolver());
  }

  private BulkReferences.Resolver resolver() {
    return new BulkReferences.Resolver() {
      @Override
      public String id(String bulkId) {
        return ids.get(plan.definition(bulkId)).toString();
      }

      @Override
      public String location(String bulkId) {
        String endpoint =
            operations.get(plan.definition(bulkId)).path().map(BulkPath::endpoint).orElse("");
        return scimBase + endpoint + "/" + id(bulkId);
      }
    };
  }

  /** A result has a body when its path, or else the Bulk's own, says which attributes. */
  private Optional<Projection> projection(Wellformed operation, ResourceType type) {
    QueryParameters own = operation.target().query();
    QueryParameters asked = own.selects() ? own : parameters;
    return asked.selects() ? Optional.of(Projection.read(asked, type)) : Optional.empty();
  }
}
