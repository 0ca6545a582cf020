package dev.usher.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.usher.api.ScimMedia;
import dev.usher.api.UniqueNames;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.json.CountingParser;
import dev.usher.scim.json.JsonLimits;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;

/**
 * Reads a request's body, which is one JSON object in everything that SCIM defines. Never quotes
 * the body in an error: it may hold a password.
 */
@Consumes(ScimMedia.SCIM_JSON)
final class JsonBodyReader implements MessageBodyReader<JsonNode> {
  private static final String TOO_MANY_TOKENS =
      "The body's JSON has too many names, values and brackets: it may have %,d of them, and a body of more than %,d bytes one for every %d bytes."
          .formatted(
              JsonLimits.FREE_TOKENS,
              JsonLimits.FREE_TOKENS * JsonLimits.BYTES_PER_TOKEN,
              JsonLimits.BYTES_PER_TOKEN);

  private static final String TOO_DEEP_OR_LONG =
      "The body's JSON has more than %d levels, a name of more than %,d characters, a number of more than %d, or an exponent beyond %d."
          .formatted(
              JsonLimits.MAX_DEPTH,
              JsonLimits.MAX_NAME_LENGTH,
              JsonLimits.MAX_NUMBER_LENGTH,
              JsonLimits.MAX_EXPONENT);

  private final ObjectMapper mapper;
  private final ObjectReader tree;
  private final ObjectReader uniqueNames;

  JsonBodyReader(ObjectMapper mapper) {
    this.mapper = mapper;
    this.tree = mapper.readerFor(JsonNode.class);
    this.uniqueNames = tree.with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
  }

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type.isAssignableFrom(com.fasterxml.jackson.databind.node.ObjectNode.class)
        && JsonNode.class.isAssignableFrom(type);
  }

  @Override
  public JsonNode readFrom(
      Class<JsonNode> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body) {
    boolean unique = Arrays.stream(annotations).anyMatch(UniqueNames.class::isInstance);
    JsonNode node = read(body, unique ? uniqueNames : tree);
    if (node.isMissingNode()) {
      throw ScimException.invalidSyntax("The request needs a body: a JSON object.");
    }
    if (!node.isObject()) {
      throw ScimException.invalidSyntax("The body must be a JSON object.");
    }
    return node;
  }

  private JsonNode read(InputStream body, ObjectReader reader) {
    try (JsonParser parser = new CountingParser(mapper.createParser(body))) {
      JsonNode node = reader.readTree(parser);
      return node == null ? MissingNode.getInstance() : node;
    } catch (CountingParser.TooManyTokens e) {
      throw new ScimException(413, null, TOO_MANY_TOKENS);
    } catch (StreamConstraintsException e) {
      throw ScimException.invalidSyntax(TOO_DEEP_OR_LONG);
    } catch (MismatchedInputException e) {
      throw ScimException.invalidSyntax("The body has a name twice" + at(e.getLocation()) + ".");
    } catch (JacksonException e) {
      throw ScimException.invalidSyntax("The body is not valid JSON" + at(e.getLocation()) + ".");
    } catch (CharConversionException e) {
      throw ScimException.invalidSyntax("The body is not valid UTF-8.");
    } catch (IOException e) {
      throw ScimException.invalidSyntax("The body ended before it was complete.");
    }
  }

  private static String at(JsonLocation location) {
    return location == null
        ? ""
        : ": line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
