package dev.usher.store.query;

import java.util.Collection;
import java.util.UUID;

/** Ids as the one parameter in which any number of them travels: {@code ListMapper.named}. */
public final class JsonIds {
  /** Of one id: 36 characters, two quotes and a comma. */
  private static final int LENGTH = 39;

  private JsonIds() {}

  /** The ids as a JSON array. */
  public static String of(Collection<UUID> ids) {
    StringBuilder json = new StringBuilder(ids.size() * LENGTH + 2).append('[');
    for (UUID id : ids) {
      json.append(json.length() > 1 ? ",\"" : "\"").append(id).append('"');
    }
    return json.append(']').toString();
  }
}
