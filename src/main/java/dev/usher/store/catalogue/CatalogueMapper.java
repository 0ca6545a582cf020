package dev.usher.store.catalogue;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;

/**
 * The catalogue of an account. The {@code put} statements insert or overwrite rows and the {@code
 * delete} ones drop them; both want at least one.
 */
public interface CatalogueMapper {

  /** Everything but the standing project, kind after kind, each in its order. */
  List<CatalogueRow> read(UUID accountId);

  /** Parents must come before their children. */
  void putOrganizations(
      @Param("accountId") UUID accountId, @Param("rows") Collection<OrganizationRow> rows);

  void putProjects(@Param("accountId") UUID accountId, @Param("rows") Collection<ProjectRow> rows);

  void putAccountRoles(@Param("accountId") UUID accountId, @Param("rows") Collection<RoleRow> rows);

  void putProjectRoles(@Param("accountId") UUID accountId, @Param("rows") Collection<RoleRow> rows);

  void putLicenses(@Param("accountId") UUID accountId, @Param("rows") Collection<LicenseRow> rows);

  void putPools(@Param("accountId") UUID accountId, @Param("rows") Collection<PoolRow> rows);

  /** Makes roots of organizations, so that they can be deleted in any order. */
  void detachOrganizations(
      @Param("accountId") UUID accountId, @Param("ids") Collection<String> ids);

  void deleteOrganizations(
      @Param("accountId") UUID accountId, @Param("ids") Collection<String> ids);

  void deleteProjects(@Param("accountId") UUID accountId, @Param("ids") Collection<String> ids);

  void deleteAccountRoles(@Param("accountId") UUID accountId, @Param("ids") Collection<String> ids);

  void deleteProjectRoles(@Param("accountId") UUID accountId, @Param("ids") Collection<String> ids);

  void deleteLicenses(@Param("accountId") UUID accountId, @Param("ids") Collection<String> ids);

  void deletePool(
      @Param("accountId") UUID accountId,
      @Param("license") String license,
      @Param("organization") String organization);
}
