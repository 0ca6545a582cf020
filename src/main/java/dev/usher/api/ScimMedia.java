package dev.usher.api;

import jakarta.ws.rs.core.MediaType;

/** Where the SCIM endpoints are and what they speak. */
public final class ScimMedia {
  /**
   * The path of the SCIM base, which every resource's {@code @Path} begins with:
   * {@code @Path(ScimMedia.BASE + "/Users")}.
   */
  public static final String BASE = "/scim/v2";

  /**
   * What SCIM bodies are (RFC 7644 §3.1). Resources consume and produce this type alone: the other
   * JSON types that clients send and accept have become this one before a resource is chosen.
   */
  public static final String SCIM_JSON = "application/scim+json";

  /** The same, read already. */
  public static final MediaType TYPE = MediaType.valueOf(SCIM_JSON);

  private ScimMedia() {}
}
