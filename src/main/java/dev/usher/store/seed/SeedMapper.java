package dev.usher.store.seed;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;

/**
 * Fills an account faster than requests could, for measuring. Users and groups are numbered from 1;
 * the number is in the id, as {@code 01900000-0000-7000-8000-} and twelve hexadecimal digits, of
 * groups with {@code 9000}.
 */
public interface SeedMapper {

  /** What people are called. */
  record Names(List<String> given, List<String> family, List<String> titles) {}

  /** Adds Active users with what an identity provider knows of people. */
  void people(
      @Param("account") UUID account,
      @Param("from") int from,
      @Param("to") int to,
      @Param("names") Names names);

  /** The search copies of their e-mail addresses: one for work, one at home. */
  void emails(
      @Param("account") UUID account,
      @Param("from") int from,
      @Param("to") int to,
      @Param("names") Names names);

  /** Gives seats of the first license to some of these users; {@link #countSeats} has to follow. */
  void licenses(@Param("account") UUID account, @Param("from") int from, @Param("to") int to);

  void countSeats(@Param("account") UUID account);

  /** Gives the default project role on all projects to some of these users. */
  void projectRoles(@Param("account") UUID account, @Param("from") int from, @Param("to") int to);

  /** Assigns the default account role to some of these users. */
  void roles(@Param("account") UUID account, @Param("from") int from, @Param("to") int to);

  /** Adds groups without members. */
  void groups(@Param("account") UUID account, @Param("from") int from, @Param("to") int to);

  /** Makes users members of a group that has none of them. */
  void members(
      @Param("account") UUID account,
      @Param("group") UUID group,
      @Param("from") int from,
      @Param("to") int to);

  /** Makes each of these users a member of one of the groups from the second on. */
  void spreadMembers(
      @Param("account") UUID account,
      @Param("from") int from,
      @Param("to") int to,
      @Param("groups") int groups);

  /**
   * Adds accounts, numbered, with {@code a000} in their ids.
   *
   * @param prefix of their names, before the number
   */
  void accounts(@Param("prefix") String prefix, @Param("from") int from, @Param("to") int to);

  /** Gives these accounts what a table has of a template, with the ids that it has there. */
  void copy(
      @Param("table") Table table,
      @Param("template") UUID template,
      @Param("from") int from,
      @Param("to") int to);

  /** What an account with people consists of, what others refer to first. */
  enum Table {
    SETTINGS("account_setting", "name, value"),
    ORGANIZATIONS("organization", "id, display_name, parent_id, is_default, position"),
    PROJECTS("project", "id, display_name, organization_id, position"),
    ACCOUNT_ROLES("account_role", "id, display_name, administrative, is_default, position"),
    PROJECT_ROLES("project_role", "id, display_name, is_default, position"),
    LICENSES("license", "id, display_name, position"),
    POOLS("pool", "license_id, organization_id, seats, used"),
    USERS(
        "user",
        "id, user_name, external_id, display_name, status, organization_id, profile, roles,"
            + " project_roles, licenses, version, created_at, last_modified"),
    EMAILS("user_email", "user_id, ordinal, value, type, display, is_primary"),
    ROLES("user_role", "user_id, ordinal, value, display, type, is_primary"),
    GRANTS("user_project_role", "user_id, project_id, role_id"),
    SEATS("user_license", "user_id, license_id, organization_id, remembered");

    private final String table;
    private final String columns;

    Table(String table, String columns) {
      this.table = table;
      this.columns = columns;
    }

    public String getTable() {
      return table;
    }

    /** All but the account. */
    public String getColumns() {
      return columns;
    }
  }

  /** Removes users that were not planted. */
  int forgetAdded(@Param("account") UUID account);

  /** Gives everybody back what deactivation took; {@link #countSeats} has to follow. */
  void reactivate(@Param("account") UUID account);

  /** How many transactions have left behind what InnoDB has yet to clear away. */
  long leftToPurge();

  /** Brings the optimizer's statistics up to date. */
  List<Map<String, Object>> analyze();
}
