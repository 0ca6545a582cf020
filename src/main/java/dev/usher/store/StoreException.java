package dev.usher.store;

/** What the database refuses, in the terms that the rooms above can act on. */
public abstract sealed class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A unique key is taken (error 1062). */
  public static final class DuplicateKey extends StoreException {
    private static final long serialVersionUID = 1L;
    private final String key;

    public DuplicateKey(String key, Throwable cause) {
      super("duplicate key " + key, cause);
      this.key = key;
    }

    /** The name of the violated key, as in the migration, without its table. */
    public String key() {
      return key;
    }
  }

  /** A row that a written row refers to is not there, or is still referred to (1452, 1451). */
  public static final class ForeignKey extends StoreException {
    private static final long serialVersionUID = 1L;
    private final String constraint;

    public ForeignKey(String constraint, Throwable cause) {
      super("foreign key " + constraint, cause);
      this.constraint = constraint;
    }

    /** The name of the violated constraint, as in the migration. */
    public String constraint() {
      return constraint;
    }
  }

  /** The row was changed by somebody else since it was read: run the transaction again. */
  public static final class Conflict extends StoreException {
    private static final long serialVersionUID = 1L;

    public Conflict(String what) {
      super(what, null);
    }

    public Conflict(String what, Throwable cause) {
      super(what, cause);
    }
  }

  /** A statement ran longer than {@code query.timeout} and was stopped. */
  public static final class QueryTimeout extends StoreException {
    private static final long serialVersionUID = 1L;

    public QueryTimeout(Throwable cause) {
      super("the query took too long", cause);
    }
  }

  /** A query was refused before the database was asked, for all that it would have to do. */
  public static final class TooCostly extends StoreException {
    private static final long serialVersionUID = 1L;
    private final long cost;
    private final long limit;
    private final String attribute;
    private final long ofAttribute;

    /**
     * @param cost of the whole query, in comparisons of a column
     * @param limit what it may cost
     * @param attribute the canonical path that costs most
     * @param ofAttribute what that attribute costs
     */
    public TooCostly(long cost, long limit, String attribute, long ofAttribute) {
      super("the query costs " + cost + ", more than " + limit, null);
      this.cost = cost;
      this.limit = limit;
      this.attribute = attribute;
      this.ofAttribute = ofAttribute;
    }

    public long cost() {
      return cost;
    }

    public long limit() {
      return limit;
    }

    public String attribute() {
      return attribute;
    }

    public long ofAttribute() {
      return ofAttribute;
    }
  }

  /** A statement needed more memory, stack or tables than the database lets it have. */
  public static final class TooLarge extends StoreException {
    private static final long serialVersionUID = 1L;

    public TooLarge(Throwable cause) {
      super("the statement was too large", cause);
    }
  }

  /**
   * The database cannot be reached, a write lost its race for 5 s, or the time of the request is
   * over.
   */
  public static final class Unavailable extends StoreException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
