package dev.usher.web;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The frame of every page: one column, readable on a phone and in the dark, without script, cookie
 * or anything from elsewhere.
 */
final class Page {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1c2430; --soft: #51606f; --paper: #f4f6f8;
        --card: #ffffff; --line: #d5dbe1; --accent: #0b57b0; --on-accent: #ffffff; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e8ecf1; --soft: #a9b4c0;
        --paper: #11161c; --card: #1a212a; --line: #33404d; --accent: #8ab8ff;
        --on-accent: #0b1a2e; } }
      * { box-sizing: border-box; }
      body { margin: 0; min-height: 100vh; display: flex; align-items: center;
        justify-content: center; padding: 1rem; background: var(--paper); color: var(--ink);
        font: 1rem/1.55 system-ui, sans-serif; }
      main { width: 100%; max-width: 30rem; padding: 2rem 1.75rem; background: var(--card);
        border: 1px solid var(--line); border-radius: .75rem; overflow-wrap: anywhere; }
      h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.25; }
      p { margin: 0 0 1rem; }
      p:last-child { margin-bottom: 0; }
      dl { margin: 0 0 1.5rem; }
      dt { color: var(--soft); font-size: .875rem; }
      dd { margin: 0 0 .75rem; font-weight: 600; }
      .soft { color: var(--soft); font-size: .875rem; }
      button { width: 100%; min-height: 3rem; padding: .6rem 1.25rem; border: 0;
        border-radius: .5rem; background: var(--accent); color: var(--on-accent); font: inherit;
        font-weight: 600; cursor: pointer; }
      button:hover { filter: brightness(1.1); }
      button:focus-visible { outline: 3px solid var(--ink); outline-offset: 3px; }
      form { margin: 0 0 1rem; }
      """;

  private static final String POLICY =
      "default-src 'none'; style-src 'sha256-"
          + sha256(STYLE)
          + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private Page() {}

  /**
   * An answer with a page.
   *
   * @param title as text
   * @param content the inside of {@code main}, as HTML
   */
  static Response answer(Response.Status status, String title, String content) {
    return Response.status(status)
        .type(MediaType.TEXT_HTML_TYPE.withCharset(StandardCharsets.UTF_8.name()))
        .header("Content-Security-Policy", POLICY)
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "no-referrer")
        .header("X-Robots-Tag", "noindex, nofollow")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(html(title, content).getBytes(StandardCharsets.UTF_8))
        .build();
  }

  private static String html(String title, String content) {
    return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
        + Html.escape(title)
        + "</title>\n<style>"
        + STYLE
        + "</style>\n</head>\n<body>\n<main>\n"
        + content
        + "</main>\n</body>\n</html>\n";
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
