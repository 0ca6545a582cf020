package dev.usher.store;

import dev.usher.store.group.AncestorRow;
import dev.usher.store.group.FewMembersRow;
import dev.usher.store.group.GroupRow;
import dev.usher.store.group.MemberRow;
import dev.usher.store.group.MembershipRow;
import dev.usher.store.group.NestingRow;
import dev.usher.store.query.ListMapper;
import dev.usher.store.row.InstantTypeHandler;
import dev.usher.store.row.RowHandler;
import dev.usher.store.row.UuidTypeHandler;
import dev.usher.store.user.UserRow;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.logging.slf4j.Slf4jImpl;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.LocalCacheScope;
import org.apache.ibatis.type.JdbcType;

/** The statements of all mappers, ready to be sent to whichever database. */
public final class Mappers {
  private final Configuration configuration;

  private Mappers(Configuration configuration) {
    this.configuration = configuration;
  }

  /**
   * Reads the statements of these mappers; no database is needed for it. Each mapper's XML lies
   * beside it on the class path, under its name.
   */
  public static Mappers of(List<Class<?>> mappers) {
    RecordProperties.use();
    Configuration configuration = new Configuration();
    configuration.setLogImpl(Slf4jImpl.class);
    configuration.setMapUnderscoreToCamelCase(true);
    configuration.setArgNameBasedConstructorAutoMapping(true);
    configuration.setJdbcTypeForNull(JdbcType.NULL);
    configuration.setDefaultScriptingLanguage(RememberedStatements.class);
    // A statement means what it says each time: nothing is answered from a cache.
    configuration.setCacheEnabled(false);
    configuration.setLocalCacheScope(LocalCacheScope.STATEMENT);
    configuration.getTypeHandlerRegistry().register(UUID.class, new UuidTypeHandler());
    configuration.getTypeHandlerRegistry().register(Instant.class, new InstantTypeHandler());
    rows(configuration, UserRow.class, UserRow::read);
    rows(configuration, GroupRow.class, GroupRow::read);
    rows(configuration, MemberRow.class, MemberRow::read);
    rows(configuration, FewMembersRow.class, FewMembersRow::read);
    rows(configuration, MembershipRow.class, MembershipRow::read);
    rows(configuration, NestingRow.class, NestingRow::read);
    rows(configuration, AncestorRow.class, AncestorRow::read);
    // Other mappers include from it.
    configuration.addMapper(ListMapper.class);
    mappers.forEach(configuration::addMapper);
    return new Mappers(configuration);
  }

  /** Rows of that type are read by the places of their columns, not by their names. */
  private static <T> void rows(
      Configuration configuration, Class<T> type, RowHandler.Reader<T> reader) {
    configuration.getTypeHandlerRegistry().register(type, new RowHandler<>(reader));
  }

  Configuration configuration() {
    return configuration;
  }
}
