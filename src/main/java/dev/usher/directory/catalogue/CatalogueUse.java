package dev.usher.directory.catalogue;

import dev.usher.directory.Refusal;
import dev.usher.directory.catalogue.CatalogueElement.Kind;
import dev.usher.store.Tx;
import dev.usher.store.catalogue.CatalogueUseMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Refuses to drop what somebody uses. */
final class CatalogueUse {
  private final CatalogueUseMapper mapper;
  private final UUID accountId;

  CatalogueUse(Tx tx, UUID accountId) {
    this.mapper = tx.mapper(CatalogueUseMapper.class);
    this.accountId = accountId;
  }

  /**
   * Checks everything that would be dropped.
   *
   * @throws Refusal naming all that is in use, and by how many people
   */
  void refuseWhatIsUsed(CatalogueDifference difference) {
    Set<String> licenses = Set.copyOf(difference.removed(Kind.LICENSE));
    List<String> used = new ArrayList<>();
    for (CatalogueElement element : difference.removed()) {
      boolean saidByItsLicense =
          element.kind() == Kind.POOL && licenses.contains(PoolName.of(element.id()).license());
      int users = saidByItsLicense ? 0 : users(element);
      if (users > 0) {
        used.add("%s by %d %s".formatted(element.label(), users, users == 1 ? "user" : "users"));
      }
    }
    if (!used.isEmpty()) {
      throw new Refusal(
          "nothing was changed: the file drops what is in use: " + String.join("; ", used));
    }
  }

  /** Whether the account has an administrator who may act. */
  boolean hasActiveAdministrator() {
    return mapper.hasActiveAdministrator(accountId);
  }

  private int users(CatalogueElement element) {
    String id = element.id();
    return switch (element.kind()) {
      case ORGANIZATION -> mapper.usersOfOrganization(accountId, id);
      case PROJECT -> mapper.usersOfProject(accountId, id);
      case ACCOUNT_ROLE -> mapper.usersOfAccountRole(accountId, id);
      case PROJECT_ROLE -> mapper.usersOfProjectRole(accountId, id);
      case LICENSE -> mapper.usersOfLicense(accountId, id);
      case POOL -> {
        PoolName pool = PoolName.of(id);
        yield mapper.usersOfPool(accountId, pool.license(), pool.organization());
      }
    };
  }
}
