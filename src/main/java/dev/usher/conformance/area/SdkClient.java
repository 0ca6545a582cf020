package dev.usher.conformance.area;

import com.unboundid.scim2.client.ScimService;
import com.unboundid.scim2.common.GenericScimResource;
import com.unboundid.scim2.common.exceptions.ResourceNotFoundException;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.messages.ListResponse;
import com.unboundid.scim2.common.types.Email;
import com.unboundid.scim2.common.types.GroupResource;
import com.unboundid.scim2.common.types.Member;
import com.unboundid.scim2.common.types.Name;
import com.unboundid.scim2.common.types.UserResource;
import dev.usher.conformance.Check;
import dev.usher.conformance.Feature;
import dev.usher.conformance.NotOffered;
import dev.usher.conformance.Probe;
import dev.usher.conformance.Requirement;
import dev.usher.conformance.Unmet;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.HttpUrlConnectorProvider;

/** A client library that people use, the UnboundID SCIM 2 SDK, gets along with the server. */
final class SdkClient {
  static final List<Requirement> REQUIREMENTS =
      List.of(
          sdk(
              "sdk-discovery",
              "RFC 7644 §4",
              "The SDK's client reads the discovery endpoints",
              (probe, scim) -> {
                // the SDK's own type for it refuses what RFC 9865 §4 adds
                GenericScimResource config =
                    scim.retrieve(URI.create("ServiceProviderConfig"), GenericScimResource.class);
                met(config.getObjectNode().has("patch"), "patch in the configuration");
                met(scim.getSchemas().getTotalResults() > 0, "schemas");
                met(scim.getResourceTypes().getTotalResults() > 0, "resource types");
              }),
          sdk(
              "sdk-life-cycle",
              "RFC 7644 §3",
              "The SDK's client creates, finds, changes, deletes",
              SdkClient::lifeCycle),
          sdk("sdk-group", "RFC 7643 §4.2", "The SDK's client works on groups", SdkClient::group));

  private SdkClient() {}

  /** What is done with the client. */
  private interface Session {
    void with(Probe probe, ScimService scim) throws ScimException;
  }

  private static Requirement sdk(String id, String section, String sentence, Session session) {
    return Requirement.of(id, section, sentence, check(session));
  }

  private static Check check(Session session) {
    return probe -> {
      Client client = client(probe);
      try {
        session.with(probe, new ScimService(client.target(probe.base())));
      } catch (ScimException e) {
        throw new Unmet(
            "(the SDK's client)", "the client to succeed", String.valueOf(e.getMessage()));
      } finally {
        client.close();
      }
    };
  }

  private static Client client(Probe probe) {
    ClientConfig config =
        new ClientConfig().property(HttpUrlConnectorProvider.SET_METHOD_WORKAROUND, true);
    ClientRequestFilter token =
        request -> request.getHeaders().putSingle("Authorization", "Bearer " + probe.token());
    return ClientBuilder.newBuilder()
        .withConfig(config)
        .connectTimeout(probe.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .readTimeout(probe.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .build()
        .register(token);
  }

  private static void met(boolean met, String expected) {
    if (!met) {
      throw new Unmet("(the SDK's client)", expected, "something else");
    }
  }

  private static UserResource create(Probe probe, ScimService scim) throws ScimException {
    String name = probe.name();
    UserResource created =
        scim.create(
            "Users",
            new UserResource()
                .setUserName(name)
                .setName(new Name().setGivenName("Ada").setFamilyName("Lovelace"))
                .setEmails(new Email().setValue(name).setType("work").setPrimary(true)));
    met(created.getId() != null, "an id");
    probe.deleteAfterwards("/Users/" + created.getId());
    return created;
  }

  private static void lifeCycle(Probe probe, ScimService scim) throws ScimException {
    UserResource created = create(probe, scim);
    UserResource current = scim.retrieve("Users", created.getId(), UserResource.class);
    met(created.getUserName().equals(current.getUserName()), "the userName that was sent");
    if (probe.offers(Feature.FILTER)) {
      ListResponse<UserResource> found =
          scim.searchRequest("Users")
              .filter("userName eq \"" + created.getUserName() + "\"")
              .invoke(UserResource.class);
      met(found.getTotalResults() == 1, "one user by its userName");
    }
    if (probe.offers(Feature.PATCH)) {
      scim.modifyRequest("Users", created.getId())
          .replaceValue("name.familyName", "King")
          .invoke(UserResource.class);
      current = scim.retrieve("Users", created.getId(), UserResource.class);
      met("King".equals(current.getName().getFamilyName()), "the family name King");
    }
    UserResource replaced =
        scim.replaceRequest(URI.create("Users/" + created.getId()), current.setTitle("Countess"))
            .invoke();
    met("Countess".equals(replaced.getTitle()), "the title Countess");
    scim.delete("Users", created.getId());
    try {
      scim.retrieve("Users", created.getId(), UserResource.class);
      met(false, "404 after the deletion");
    } catch (ResourceNotFoundException gone) {
      met(true, "404");
    }
  }

  private static void group(Probe probe, ScimService scim) throws ScimException {
    if (!probe.offers(Feature.GROUPS)) {
      throw new NotOffered("the server has no groups");
    }
    UserResource user = create(probe, scim);
    GroupResource group =
        scim.create(
            "Groups",
            new GroupResource()
                .setDisplayName(probe.name())
                .setMembers(List.of(new Member().setValue(user.getId()))));
    probe.deleteAfterwards("/Groups/" + group.getId());
    GroupResource read = scim.retrieve("Groups", group.getId(), GroupResource.class);
    met(
        read.getMembers().size() == 1 && user.getId().equals(read.getMembers().get(0).getValue()),
        "the one member");
  }
}
