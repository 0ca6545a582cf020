package dev.usher.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.ibatis.executor.parameter.ParameterHandler;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.ParameterMapping;
import org.apache.ibatis.mapping.SqlSource;
import org.apache.ibatis.parsing.XNode;
import org.apache.ibatis.session.Configuration;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * A statement that repeats one text for each row of a list, and has nothing else that depends on
 * its parameters:
 *
 * <pre>{@code
 * INSERT INTO user_email (account_id, user_id, value) VALUES
 * <foreach collection="rows" item="row" separator=",">
 *   (#{account}, #{row.user}, #{row.child.value})
 * </foreach>
 * }</pre>
 *
 * MyBatis would evaluate the tag and name and find each row's parameters anew at each call. Here
 * text and parameters are remembered for each number of rows up to {@link Tx#ROWS_AT_ONCE}, and a
 * row's values are read by accessors that are found once.
 */
final class RowsStatement implements SqlSource {
  private static final Pattern MARK = Pattern.compile("#\\{\\s*([A-Za-z][A-Za-z0-9.]*)\\s*}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

  private final Configuration configuration;
  private final String collection;
  private final String item;
  private final String head;
  private final String row;
  private final String separator;
  private final List<String> names;
  private final Map<Integer, Text> texts = new ConcurrentHashMap<>();
  private volatile List<RowsColumn> columns;

  private RowsStatement(Configuration configuration, String head, XNode repeated) {
    this.configuration = configuration;
    this.head = head.strip();
    this.collection = repeated.getStringAttribute("collection");
    this.item = repeated.getStringAttribute("item");
    this.separator = repeated.getStringAttribute("separator");
    String body = repeated.getNode().getTextContent().strip();
    this.names = MARK.matcher(body).results().map(mark -> mark.group(1)).toList();
    this.row = MARK.matcher(body).replaceAll(Matcher.quoteReplacement("?"));
  }

  /** The statement of a script; empty when the script has another form. */
  static Optional<SqlSource> of(Configuration configuration, XNode script) {
    StringBuilder head = new StringBuilder();
    Node repeated = null;
    NodeList children = script.getNode().getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      Node child = children.item(i);
      if (isText(child)) {
        head.append(repeated == null ? child.getNodeValue() : "");
      }
      boolean after = repeated != null && !child.getTextContent().isBlank();
      boolean foreach = child.getNodeName().equals("foreach");
      if (after || !(isText(child) || foreach)) {
        return Optional.empty();
      }
      repeated = foreach ? child : repeated;
    }
    if (repeated == null || isDynamic(head.toString()) || !isSimple(repeated)) {
      return Optional.empty();
    }
    return Optional.of(
        new RowsStatement(configuration, head.toString(), script.newXNode(repeated)));
  }

  private static boolean isText(Node node) {
    return node.getNodeType() == Node.TEXT_NODE || node.getNodeType() == Node.CDATA_SECTION_NODE;
  }

  private static boolean isDynamic(String text) {
    return text.contains("${") || text.contains("#{");
  }

  /** Whether the tag has a list, a name and a separator, no more, and plain text within. */
  private static boolean isSimple(Node foreach) {
    NodeList children = foreach.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      if (!isText(children.item(i))) {
        return false;
      }
    }
    String other = MARK.matcher(foreach.getTextContent()).replaceAll("?");
    return !isDynamic(other)
        && foreach.getAttributes().getLength() == 3
        && isName(foreach.getAttributes().getNamedItem("collection"))
        && isName(foreach.getAttributes().getNamedItem("item"))
        && foreach.getAttributes().getNamedItem("separator") != null;
  }

  private static boolean isName(Node attribute) {
    return attribute != null && NAME.matcher(attribute.getNodeValue()).matches();
  }

  /**
   * @param parameters by name, the list of rows among them
   * @throws IllegalArgumentException when there is no row
   */
  @Override
  public BoundSql getBoundSql(Object parameters) {
    Collection<?> rows = (Collection<?>) ((Map<?, ?>) parameters).get(collection);
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("no rows for " + head);
    }
    List<RowsColumn> all = columns(rows.iterator().next());
    Text text =
        rows.size() <= Tx.ROWS_AT_ONCE
            ? texts.computeIfAbsent(rows.size(), count -> text(count, all))
            : text(rows.size(), all);
    return new Bound(configuration, text, (Map<?, ?>) parameters, rows, all);
  }

  /** Found by the first row of all. */
  private List<RowsColumn> columns(Object sample) {
    if (columns == null) {
      columns = names.stream().map(name -> column(name, sample)).toList();
    }
    return columns;
  }

  private RowsColumn column(String name, Object sample) {
    String prefix = item + ".";
    if (name.equals(item)) {
      return RowsColumn.row(configuration, sample);
    }
    return name.startsWith(prefix)
        ? RowsColumn.ofRow(configuration, name.substring(prefix.length()), sample)
        : RowsColumn.ofAll(configuration, name);
  }

  /** What each of so many rows has in common with those of every other call. */
  private record Text(String sql, List<ParameterMapping> mappings) {}

  private Text text(int count, List<RowsColumn> columns) {
    List<ParameterMapping> mappings = new ArrayList<>(count * columns.size());
    for (int i = 0; i < count; i++) {
      String ofRow = collection + "[" + i + "]";
      columns.forEach(column -> mappings.add(column.mapping(configuration, ofRow)));
    }
    String sql = head + " " + String.join(separator, Collections.nCopies(count, row));
    return new Text(sql, List.copyOf(mappings));
  }

  /** The statement with its values. */
  static final class Bound extends BoundSql implements ParameterHandler {
    private final Map<?, ?> parameters;
    private final Collection<?> rows;
    private final List<RowsColumn> columns;

    private Bound(
        Configuration configuration,
        Text text,
        Map<?, ?> parameters,
        Collection<?> rows,
        List<RowsColumn> columns) {
      super(configuration, text.sql(), text.mappings(), parameters);
      this.parameters = parameters;
      this.rows = rows;
      this.columns = columns;
    }

    @Override
    public void setParameters(PreparedStatement statement) throws SQLException {
      int mark = 1;
      for (Object each : rows) {
        for (RowsColumn column : columns) {
          column.bind(statement, mark++, each, parameters);
        }
      }
    }
  }
}
