package dev.usher.scim.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The definition of an attribute (RFC 7643 §7). Names compare without case; lists keep the order in
 * which a schema presents them.
 *
 * @param name as written in answers
 * @param type the data type of one value
 * @param multiValued whether the attribute is an array
 * @param description one sentence for a person
 * @param required whether a resource without it is invalid
 * @param canonicalValues suggested values, never a closed set; empty for none
 * @param caseExact whether string comparison minds case
 * @param mutability when it may be written
 * @param returned when it is part of an answer
 * @param uniqueness within what a value is unique
 * @param referenceTypes what a reference may point at; empty unless {@code type} is REFERENCE
 * @param subAttributes of a complex attribute; empty for every other type
 * @param separatedText whether one string with {@code ,} or {@code ;} stands for several values on
 *     input, as Entra ID sends it
 */
public record Attribute(
    String name,
    AttributeType type,
    boolean multiValued,
    String description,
    boolean required,
    List<String> canonicalValues,
    boolean caseExact,
    Mutability mutability,
    Returned returned,
    Uniqueness uniqueness,
    List<String> referenceTypes,
    List<Attribute> subAttributes,
    boolean separatedText) {

  public Attribute {
    canonicalValues = List.copyOf(canonicalValues);
    referenceTypes = List.copyOf(referenceTypes);
    subAttributes = List.copyOf(subAttributes);
  }

  /** Whether the attribute is complex, i.e. has sub-attributes. */
  public boolean complex() {
    return type == AttributeType.COMPLEX;
  }

  /** The sub-attribute of that name, compared without case. */
  public Optional<Attribute> subAttribute(String subName) {
    return named(subName, subAttributes);
  }

  /** The one of that name, compared without case. No stream: bodies are full of names. */
  static Optional<Attribute> named(String name, List<Attribute> attributes) {
    for (int i = 0; i < attributes.size(); i++) {
      Attribute each = attributes.get(i);
      if (each.name.equalsIgnoreCase(name)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** This definition with other canonical values (an account's catalogue supplies some). */
  public Attribute withCanonicalValues(List<String> values) {
    return new Attribute(
        name,
        type,
        multiValued,
        description,
        required,
        values,
        caseExact,
        mutability,
        returned,
        uniqueness,
        referenceTypes,
        subAttributes,
        separatedText);
  }

  /** A string that ignores case, readWrite, returned by default: what most attributes are. */
  public static Builder string(String name, String description) {
    return new Builder(name, AttributeType.STRING, description);
  }

  /** An attribute of any type, readWrite, single-valued, returned by default. */
  public static Builder of(String name, AttributeType type, String description) {
    return new Builder(name, type, description);
  }

  /** Collects what differs from the defaults of RFC 7643 §2.2. */
  public static final class Builder {
    private final String name;
    private final AttributeType type;
    private final String description;
    private boolean multiValued;
    private boolean required;
    private boolean caseExact;
    private boolean separatedText;
    private Mutability mutability = Mutability.READ_WRITE;
    private Returned returned = Returned.DEFAULT;
    private Uniqueness uniqueness = Uniqueness.NONE;
    private List<String> canonicalValues = List.of();
    private List<String> referenceTypes = List.of();
    private final List<Attribute> subAttributes = new ArrayList<>();

    private Builder(String name, AttributeType type, String description) {
      this.name = name;
      this.type = type;
      this.description = description;
      this.caseExact = type == AttributeType.BINARY || type == AttributeType.REFERENCE;
    }

    public Builder multiValued() {
      multiValued = true;
      return this;
    }

    public Builder required() {
      required = true;
      return this;
    }

    public Builder caseExact() {
      caseExact = true;
      return this;
    }

    /** One string with {@code ,} or {@code ;} stands for several values on input. */
    public Builder separatedText() {
      separatedText = true;
      return this;
    }

    public Builder readOnly() {
      mutability = Mutability.READ_ONLY;
      return this;
    }

    public Builder mutability(Mutability value) {
      mutability = value;
      return this;
    }

    public Builder returned(Returned value) {
      returned = value;
      return this;
    }

    public Builder uniqueness(Uniqueness value) {
      uniqueness = value;
      return this;
    }

    public Builder canonicalValues(String... values) {
      canonicalValues = List.of(values);
      return this;
    }

    public Builder referenceTypes(String... types) {
      referenceTypes = List.of(types);
      return this;
    }

    /** Adds sub-attributes, in the order in which they are presented. */
    public Builder with(Builder... subs) {
      for (Builder sub : subs) {
        subAttributes.add(sub.build());
      }
      return this;
    }

    public Attribute build() {
      return new Attribute(
          name,
          type,
          multiValued,
          description,
          required,
          canonicalValues,
          caseExact,
          mutability,
          returned,
          uniqueness,
          referenceTypes,
          subAttributes,
          separatedText);
    }
  }
}
