package dev.usher.store.user;

import dev.usher.store.query.ListMapper;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;

/** Users and the rows that hang on them. Every statement carries the account. */
public interface UserMapper extends ListMapper<UserRow> {

  /** One user, with roles, grants and licenses, in one statement. */
  Optional<UserRow> find(@Param("account") UUID account, @Param("id") UUID id);

  /** Whether somebody in the account has that userName. */
  boolean userNameTaken(@Param("account") UUID account, @Param("userName") String userName);

  void insert(@Param("user") UserWrite user, @Param("createdAt") Instant createdAt);

  /** Writes every column of the user if it still has that version; tells how many rows it found. */
  int update(@Param("user") UserWrite user, @Param("expected") long expectedVersion);

  /** Deletes the user if it still has that version; the rows that hang on it go with it. */
  int delete(
      @Param("account") UUID account, @Param("id") UUID id, @Param("expected") long expected);

  void deleteEmails(@Param("account") UUID account, @Param("user") UUID user);

  void insertEmails(
      @Param("account") UUID account,
      @Param("user") UUID user,
      @Param("rows") List<UserChildren.Email> rows);

  void deleteRoles(@Param("account") UUID account, @Param("user") UUID user);

  void insertRoles(
      @Param("account") UUID account,
      @Param("user") UUID user,
      @Param("rows") List<UserChildren.Role> rows);

  void deleteProjectRoles(@Param("account") UUID account, @Param("user") UUID user);

  void insertProjectRoles(
      @Param("account") UUID account,
      @Param("user") UUID user,
      @Param("rows") List<UserChildren.ProjectRole> rows);

  void deleteLicenses(@Param("account") UUID account, @Param("user") UUID user);

  void insertLicenses(
      @Param("account") UUID account,
      @Param("user") UUID user,
      @Param("remembered") boolean remembered,
      @Param("rows") List<UserChildren.License> rows);
}
