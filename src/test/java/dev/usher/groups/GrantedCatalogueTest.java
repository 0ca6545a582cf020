package dev.usher.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.cli.Wiring;
import dev.usher.directory.Refusal;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.catalogue.CatalogueFile;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestDatabase;
import dev.usher.testing.TestServer;
import org.junit.jupiter.api.Test;

class GrantedCatalogueTest {
  private final dev.usher.directory.catalogue.Catalogues catalogues =
      new dev.usher.directory.catalogue.Catalogues(
          TestDatabase.shared().transactions(Wiring.mappers()));

  @Test
  void aProjectOrRoleThatAGroupGrantsIsNotDropped() {
    TestAccount account =
        TestServer.shared().accountWith(Catalogues.WITH_PROJECTS, "activation=direct");
    GroupClient groups = new GroupClient(account.client());
    groups.create(
        "Leads",
        "\"urn:ietf:params:scim:schemas:extension:usher:2.0:Group\":"
            + " {\"projectRoles\": [\"PJ-7:TEST_LEAD\"]}");

    assertThatThrownBy(() -> catalogues.apply(account.id(), without("PJ-7")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("PJ-7")
        .hasMessageContaining("by 1 group");
    assertThatThrownBy(() -> catalogues.apply(account.id(), without("TEST_LEAD")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("TEST_LEAD")
        .hasMessageContaining("by 1 group");
    assertThat(catalogues.apply(account.id(), without("PJ-9")).isEmpty()).isFalse();
  }

  private static Catalogue without(String id) {
    String yaml =
        Catalogues.WITH_PROJECTS
            .lines()
            .filter(line -> !line.contains("id: " + id + ","))
            .reduce("", (text, line) -> text + line + "\n");
    return CatalogueFile.parse("test", yaml);
  }
}
