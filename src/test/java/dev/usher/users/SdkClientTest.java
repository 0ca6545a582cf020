package dev.usher.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.scim2.client.ScimService;
import com.unboundid.scim2.common.exceptions.ResourceNotFoundException;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.messages.ListResponse;
import com.unboundid.scim2.common.types.Email;
import com.unboundid.scim2.common.types.Name;
import com.unboundid.scim2.common.types.UserResource;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.HttpUrlConnectorProvider;
import org.junit.jupiter.api.Test;

/** The SDK's own client, as a user of the library would drive a service provider. */
class SdkClientTest {

  @Test
  void createsSearchesModifiesReplacesAndDeletes() throws ScimException {
    ScimClient account = TestServer.shared().account("activation=direct").client();
    Client client =
        ClientBuilder.newClient(
                new ClientConfig().property(HttpUrlConnectorProvider.SET_METHOD_WORKAROUND, true))
            .register(
                (ClientRequestFilter)
                    request ->
                        request
                            .getHeaders()
                            .putSingle("Authorization", "Bearer " + account.token()));
    ScimService scim = new ScimService(client.target(account.base()));

    UserResource created =
        scim.create(
            "Users",
            new UserResource()
                .setUserName("ada@example.org")
                .setName(new Name().setGivenName("Ada").setFamilyName("Lovelace"))
                .setEmails(
                    new Email().setValue("ada@example.org").setType("work").setPrimary(true)));
    assertThat(created.getId()).isNotBlank();

    ListResponse<UserResource> found =
        scim.searchRequest("Users")
            .filter("emails[type eq \"work\" and value eq \"ada@example.org\"]")
            .invoke(UserResource.class);
    assertThat(found.getTotalResults()).isEqualTo(1);
    assertThat(found.getResources().get(0).getId()).isEqualTo(created.getId());

    UserResource modified =
        scim.modifyRequest(created)
            .replaceValue("name.familyName", "King")
            .replaceValue("active", false)
            .invoke(UserResource.class);
    assertThat(modified.getName().getFamilyName()).isEqualTo("King");
    assertThat(modified.getActive()).isFalse();

    UserResource replaced = scim.replace(modified.setTitle("Countess").setActive(true));
    assertThat(replaced.getTitle()).isEqualTo("Countess");
    assertThat(scim.retrieve(replaced).getActive()).isTrue();

    scim.delete(replaced);
    assertThatThrownBy(() -> scim.retrieve(replaced)).isInstanceOf(ResourceNotFoundException.class);
    client.close();
  }
}
