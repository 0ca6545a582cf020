package dev.usher.store.catalogue;

import java.util.UUID;
import org.apache.ibatis.annotations.Param;

/** Who uses an element of the catalogue, counted in people, Inactive ones included. */
public interface CatalogueUseMapper {

  int usersOfOrganization(@Param("accountId") UUID accountId, @Param("id") String id);

  /** People with a direct grant on the project. */
  int usersOfProject(@Param("accountId") UUID accountId, @Param("id") String id);

  int usersOfAccountRole(@Param("accountId") UUID accountId, @Param("id") String id);

  /** People with that role on any project, or on all. */
  int usersOfProjectRole(@Param("accountId") UUID accountId, @Param("id") String id);

  /** People who hold or remember a seat of the license. */
  int usersOfLicense(@Param("accountId") UUID accountId, @Param("id") String id);

  /**
   * People who hold or remember a seat of the pool.
   *
   * @param organization empty for the account's pool
   */
  int usersOfPool(
      @Param("accountId") UUID accountId,
      @Param("license") String license,
      @Param("organization") String organization);

  /** Whether an Active user has an administrative role of the catalogue. */
  boolean hasActiveAdministrator(UUID accountId);
}
