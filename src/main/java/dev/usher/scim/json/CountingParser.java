package dev.usher.scim.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/**
 * A parser that ends at a token that is one too many for what has been read so far, and at a number
 * whose exponent is too large to calculate with: Jackson looks at it where the number is used.
 */
public final class CountingParser extends JsonParserDelegate {
  /** Finding the place costs more than a token. */
  private static final int TOKENS_BETWEEN_CHECKS = 1_000;

  /** As many do not fit an {@code int}. */
  private static final int TOO_MANY_DIGITS = 10;

  private long tokens;
  private long nextCheck = JsonLimits.FREE_TOKENS + 1L;

  public CountingParser(JsonParser delegate) {
    super(delegate);
  }

  /** Thrown at the token that is one too many. */
  public static final class TooManyTokens extends StreamConstraintsException {
    private static final long serialVersionUID = 1L;

    private TooManyTokens(JsonLocation place) {
      super("too many tokens", place);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws TooManyTokens when the text has too many for its length
   */
  @Override
  public JsonToken nextToken() throws IOException {
    JsonToken next = super.nextToken();
    if (next != null && ++tokens >= nextCheck) {
      check();
    }
    if (next == JsonToken.VALUE_NUMBER_FLOAT) {
      checkExponent();
    }
    return next;
  }

  private void checkExponent() throws IOException {
    String number = getText();
    int e = Math.max(number.indexOf('e'), number.indexOf('E'));
    if (e < 0) {
      return;
    }
    int digit = e + 1;
    while (digit < number.length() && "+-0".indexOf(number.charAt(digit)) >= 0) {
      digit++;
    }
    boolean small =
        number.length() - digit < TOO_MANY_DIGITS
            && (digit == number.length()
                || Integer.parseInt(number, digit, number.length(), 10) <= JsonLimits.MAX_EXPONENT);
    if (!small) {
      throw new StreamConstraintsException("too large an exponent", currentLocation());
    }
  }

  private void check() throws TooManyTokens {
    JsonLocation place = currentLocation();
    // only characters are counted where the encoding is not UTF-8; they are fewer than the bytes
    long read = Math.max(place.getByteOffset(), place.getCharOffset());
    if (tokens > JsonLimits.tokens(read)) {
      throw new TooManyTokens(place);
    }
    nextCheck = tokens + TOKENS_BETWEEN_CHECKS;
  }

  /** Not {@code super}, which would skip without counting. */
  @Override
  public JsonParser skipChildren() throws IOException {
    int open = currentToken() != null && currentToken().isStructStart() ? 1 : 0;
    while (open > 0) {
      JsonToken next = nextToken();
      if (next == null) {
        return this;
      }
      open += next.isStructStart() ? 1 : next.isStructEnd() ? -1 : 0;
    }
    return this;
  }

  @Override
  public JsonToken nextValue() throws IOException {
    JsonToken next = nextToken();
    return next == JsonToken.FIELD_NAME ? nextToken() : next;
  }
}
