package dev.usher.scim.resource;

import com.fasterxml.jackson.core.SerializableString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Text that is JSON already. It goes into an answer in one piece, where Jackson would look at each
 * of its characters; it cannot be quoted.
 */
public final class RawText implements SerializableString {
  private static final int NO_ROOM = -1;

  private final String text;
  private final byte[] utf8;

  public RawText(String text) {
    this.text = text;
    this.utf8 = text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String getValue() {
    return text;
  }

  @Override
  public int charLength() {
    return text.length();
  }

  @Override
  public byte[] asUnquotedUTF8() {
    return utf8.clone();
  }

  @Override
  public int appendUnquotedUTF8(byte[] buffer, int offset) {
    if (utf8.length > buffer.length - offset) {
      return NO_ROOM;
    }
    System.arraycopy(utf8, 0, buffer, offset, utf8.length);
    return utf8.length;
  }

  @Override
  public int appendUnquoted(char[] buffer, int offset) {
    if (text.length() > buffer.length - offset) {
      return NO_ROOM;
    }
    text.getChars(0, text.length(), buffer, offset);
    return text.length();
  }

  @Override
  public int writeUnquotedUTF8(OutputStream out) throws IOException {
    out.write(utf8);
    return utf8.length;
  }

  @Override
  public int putUnquotedUTF8(ByteBuffer buffer) {
    if (utf8.length > buffer.remaining()) {
      return NO_ROOM;
    }
    buffer.put(utf8);
    return utf8.length;
  }

  @Override
  public char[] asQuotedChars() {
    throw quoting();
  }

  @Override
  public byte[] asQuotedUTF8() {
    throw quoting();
  }

  @Override
  public int appendQuotedUTF8(byte[] buffer, int offset) {
    throw quoting();
  }

  @Override
  public int appendQuoted(char[] buffer, int offset) {
    throw quoting();
  }

  @Override
  public int writeQuotedUTF8(OutputStream out) {
    throw quoting();
  }

  @Override
  public int putQuotedUTF8(ByteBuffer buffer) {
    throw quoting();
  }

  private static UnsupportedOperationException quoting() {
    return new UnsupportedOperationException("what is JSON already is not a string of JSON");
  }
}
