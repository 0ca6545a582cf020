package dev.usher.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.api.ScimMedia;
import dev.usher.scim.error.ScimException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.concurrent.TimeoutException;

/**
 * Reads a request's body, which is one JSON object in everything that SCIM defines. Never quotes
 * the body in an error: it may hold a password.
 */
@Consumes(ScimMedia.SCIM_JSON)
final class JsonBodyReader implements MessageBodyReader<JsonNode> {
  private final ObjectMapper mapper;

  JsonBodyReader(ObjectMapper mapper) {
    this.mapper = mapper;
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
    JsonNode node = read(body);
    if (node.isMissingNode()) {
      throw ScimException.invalidSyntax("The request needs a body: a JSON object.");
    }
    if (!node.isObject()) {
      throw ScimException.invalidSyntax("The body must be a JSON object.");
    }
    return node;
  }

  private JsonNode read(InputStream body) {
    try {
      return mapper.readTree(body);
    } catch (StreamConstraintsException e) {
      throw ScimException.invalidSyntax(
          "The body's JSON is nested too deeply, or has too long a name or number.");
    } catch (JacksonException e) {
      throw ScimException.invalidSyntax("The body is not valid JSON" + at(e.getLocation()) + ".");
    } catch (CharConversionException e) {
      throw ScimException.invalidSyntax("The body is not valid UTF-8.");
    } catch (IOException e) {
      throw e.getCause() instanceof TimeoutException
          ? new ScimException(408, null, ErrorMapper.detail(408))
          : ScimException.invalidSyntax("The body ended before it was complete.");
    }
  }

  private static String at(JsonLocation location) {
    return location == null
        ? ""
        : ": line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
