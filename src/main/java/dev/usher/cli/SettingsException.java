package dev.usher.cli;

/** A setting that Usher does not know, cannot use or refuses, in one line that names it. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SettingsException(String message) {
    super(message);
  }
}
